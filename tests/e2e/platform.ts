/** Where `make e2e` runs the platform. */
function address(name: string): string {
  const url = process.env[name];
  if (!url) throw new Error(`${name} is not set: start these tests with \`make e2e\``);
  return url;
}

export const shopUrl = () => address("CHORUS_E2E_SHOP_URL");
export const deskUrl = () => address("CHORUS_E2E_DESK_URL");
export const chatUrl = () => address("CHORUS_E2E_CHAT_URL");
export const gatewayUrl = () => address("CHORUS_E2E_GATEWAY_URL");
export const databaseUrl = () => address("CHORUS_E2E_DATABASE_URL");
export const notificationUrl = () => address("CHORUS_E2E_NOTIFICATION_URL");
export const widgetUrl = () => address("CHORUS_E2E_WIDGET_URL");
export const mailboxUrl = () => address("CHORUS_E2E_MAILBOX_URL");
export const commerceUrl = () => address("CHORUS_E2E_COMMERCE_URL");
export const pushUrl = () => address("CHORUS_E2E_PUSH_URL");
