import { cleanLine } from '@dayi/shared/plain-text';
import { type AlipayGateway, GatewayRefusal } from '../alipay-gateway.ts';
import { type Channel, Undeliverable } from './channel.ts';

/** Template messages cut what is longer. */
const MOST_CHARACTERS = 60;

/** The gateway's word for a request that it understood and that the business behind it turned down. */
const BUSINESS_FAILED = '40004';

/** Said of the reader (not subscribed, no such user), not of the moment or of our settings. */
const isFinal = ({ code, subCode }: GatewayRefusal) =>
  code === BUSINESS_FAILED && !/system.?error|unknow/i.test(subCode);

const short = (text: string) => {
  const line = cleanLine(text);
  const signs = Array.from(line);
  return signs.length > MOST_CHARACTERS ? `${signs.slice(0, MOST_CHARACTERS - 1).join('')}…` : line;
};

/** Newer apps know their users by an open id, older ones by the user's number. */
function receiverOf(address: string): Record<string, string> {
  const [kind, id = ''] = address.split(':');
  return kind === 'open' ? { to_open_id: id } : { to_user_id: id };
}

/** Subscription messages of the mini-program, by the template that its console granted. */
export function alipayChannel(gateway: AlipayGateway, templateId: string): Channel {
  return {
    send: async (message) => {
      try {
        await gateway.call('alipay.open.app.mini.templatemessage.send', {
          biz_content: JSON.stringify({
            ...receiverOf(message.to),
            user_template_id: templateId,
            page: message.page.replace(/^\//, ''),
            data: JSON.stringify({
              keyword1: { value: short(message.title) },
              keyword2: { value: short(message.body) },
            }),
          }),
        });
      } catch (error) {
        if (error instanceof GatewayRefusal && isFinal(error)) {
          throw new Undeliverable(error.message, { cause: error });
        }
        throw error;
      }
    },
  };
}
