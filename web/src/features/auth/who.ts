/** What was typed is an e-mail address or a phone number; the server reads either in any way of writing. */
export const who = (login: string) => (login.includes('@') ? { email: login } : { phone: login })
