import type { Config } from '../../config.ts';
import { AlipayGateway } from '../alipay-gateway.ts';
import type { Clock } from '../clock.ts';
import { alipayChannel } from './alipay.ts';
import type { Channel, ChannelName } from './channel.ts';
import { emailChannel } from './email.ts';

export interface Outside {
  /** Null where no app of Alipay's is set up. */
  alipay: AlipayGateway | null;
  /** The channels that are set up, and no others. */
  channels: ReadonlyMap<ChannelName, Channel>;
}

/** The ways out of the app that the settings open. */
export function openChannels(config: Config, clock: Clock): Outside {
  const channels = new Map<ChannelName, Channel>();
  const { mail, alipay: settings, publicUrl } = config;
  if (mail !== null) channels.set('email', emailChannel({ ...mail, appUrl: publicUrl }));
  const alipay = settings === null ? null : new AlipayGateway(settings, clock);
  if (alipay !== null && settings?.noticeTemplate != null) {
    channels.set('alipay', alipayChannel(alipay, settings.noticeTemplate));
  }
  return { alipay, channels };
}
