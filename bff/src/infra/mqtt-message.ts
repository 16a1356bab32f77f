/** A message as a broker hands it over. */
export interface MqttMessage {
  topic: string;
  payload: Uint8Array;
  isRetained: boolean;
}
