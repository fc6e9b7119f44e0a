/** By what the app posts: the button of the trials of two taps that sends it, or why there is none. */
export const TRIED: Record<string, { by: string } | { not: string }> = {
  '/api/auth/register': { by: 'register as an owner' },
  '/api/workshops': { by: 'open the garage' },
  '/api/members/join': { by: 'join a further garage' },
  '/api/workshops/{workshop_id}/invite-codes': { by: 'make an invite code' },
  '/api/workshops/{workshop_id}/billing': { by: 'save the billing settings' },
  '/api/jobs': { by: 'start a job with its advance' },
  '/api/payments': { by: 'record a payment' },
  '/api/settlements': { by: 'hand over by a count' },
  '/api/settlements/{settlement_id}/difference': { by: 'book a difference of counts' },
  '/api/custody/counts': { by: 'ask for a surprise count' },
  '/api/custody/days/close': { by: 'end of day' },
  '/api/custody/counts/{count_id}/answer': { by: 'make a surprise count' },
  '/api/settlements/{settlement_id}/reverse': { by: 'reverse a hand-over' },
  '/api/jobs/{job_id}/service-reminders': { by: 'set a reminder' },
  '/api/jobs/{job_id}/discount-requests': { by: 'ask for a discount' },
  '/api/jobs/{job_id}/gate/release': { by: 'let a car leave unpaid' },
  '/api/exceptions/{exception_id}/answer': { by: 'answer a question' },
  '/api/discount-requests/{request_id}/answer': { by: 'give a discount' },
  '/api/documents/invoice/{job_id}/issue': { by: 'issue an invoice' },
  '/api/documents/receipt/{payment_id}/issue': { by: 'issue a receipt' },
  '/api/documents/credit-note/{job_id}/issue': { by: 'credit an invoice' },
  '/api/jobs/{job_id}/cancel': { by: 'cancel a job' },
  '/api/payments/{payment_id}/cancel': { by: 'cancel a payment on its job' },
  '/api/refunds': { by: 'refund' },
}

// What answers once however often it is asked, by its key or by what it is, under a dialog that takes one press.
const DIALOG = 'a dialog that takes one press, as those that are tried'
const ASKS = 'asks, and records nothing'
const SESSION = 'a session: who is in is in'
const CODE = 'a code or a password that is taken once'
for (const [paths, not] of [
  [
    [
      '/api/settlements/{settlement_id}/cancel',
      '/api/settlements/received',
      '/api/custody/differences',
      '/api/custody/members/{member_id}/allow',
      '/api/jobs/{job_id}/reassign',
      '/api/jobs/{job_id}/write-off',
      '/api/members',
      '/api/members/{member_id}/hand-over',
      '/api/customers/{customer_id}/erase',
      '/api/customers/{customer_id}/merge',
      '/api/customers/{customer_id}/merge/undo',
      '/api/bank/rows/{row_id}/set-aside',
      '/api/customer-words/{word_id}/resolve',
      '/api/customer-words/{word_id}/show',
      '/api/service-templates',
      '/api/jobs/{job_id}/services',
      '/api/jobs/{job_id}/estimate/send',
      '/api/jobs/{job_id}/estimate/answers',
      '/api/jobs/{job_id}/messages',
      '/api/messages/reminders',
      '/api/messages/{message_id}/retry',
      '/api/tasks/{task_id}/retry',
      '/api/members/{member_id}/password-link/send',
      '/api/documents/refund-voucher/{payment_id}/issue',
    ],
    DIALOG,
  ],
  [['/api/custody/days/open'], 'the form of the end of the day, with another word on its button'],
  [
    ['/api/bank/matches'],
    'a button that is busy until it is answered, as that which confirms all that match',
  ],
  [['/api/gate/sightings'], 'a form that the outbox sends under one id, as those that are tried'],
  [['/api/bank/statements'], 'a file that is chosen, not a press; the same one twice is there once'],
  [
    [
      '/api/jobs/price',
      '/api/workshops/look',
      '/api/auth/look',
      '/api/messages/preview',
      '/api/gate/passes/check',
      '/api/messages/channels/{channel}/test',
      '/api/outside/{service_name}/test',
      '/api/push/devices/{device_id}/test',
    ],
    ASKS,
  ],
  [
    [
      '/api/auth/login',
      '/api/auth/logout',
      '/api/auth/logout-all',
      '/api/auth/passkeys/log-in',
      '/api/auth/passkeys/log-in/options',
      '/api/auth/passkeys/confirm/options',
      '/api/auth/passkeys/options',
    ],
    SESSION,
  ],
  [
    [
      '/api/auth/second-factor',
      '/api/auth/second-factor/confirm',
      '/api/auth/second-factor/off',
      '/api/auth/password-link',
      '/api/auth/set-password',
      '/api/auth/reset-password',
      '/api/auth/forgot-password',
      '/api/auth/passkeys',
      '/api/auth/passkeys/second-step',
      '/api/auth/passkeys/second-step/off',
      '/api/auth/passkeys/{passkey_id}/remove',
    ],
    CODE,
  ],
] as const) {
  for (const path of paths) TRIED[path] = { not }
}
