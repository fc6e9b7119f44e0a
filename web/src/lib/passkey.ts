import { Told } from './told'

/** What a device answers, in the JSON of WebAuthn: its bytes as base64 for addresses. */
type Answer = Record<string, string | null>

/** Whether this browser has passkeys at all, here: it has none at an address without https. */
export function hasPasskeys(): boolean {
  return 'PublicKeyCredential' in window
}

/** Lets the device make a passkey, after asking who holds it. Throws a sentence. */
export async function makePasskey(options: PublicKeyCredentialCreationOptionsJSON) {
  const publicKey = {
    ...options,
    challenge: bytesOf(options.challenge),
    user: { ...options.user, id: bytesOf(options.user.id) },
    excludeCredentials: described(options.excludeCredentials),
  } as PublicKeyCredentialCreationOptions
  const made = await heard(navigator.credentials.create({ publicKey }))
  const { clientDataJSON, attestationObject } = made.response as AuthenticatorAttestationResponse
  return {
    id: made.id,
    response: { clientDataJSON: textOf(clientDataJSON), attestationObject: textOf(attestationObject) },
  }
}

/** Lets the device show a passkey, after asking who holds it. Throws a sentence. */
export async function showPasskey(options: PublicKeyCredentialRequestOptionsJSON) {
  const publicKey = {
    ...options,
    challenge: bytesOf(options.challenge),
    allowCredentials: described(options.allowCredentials),
  } as PublicKeyCredentialRequestOptions
  const shown = await heard(navigator.credentials.get({ publicKey }))
  const said = shown.response as AuthenticatorAssertionResponse
  return {
    id: shown.id,
    response: {
      clientDataJSON: textOf(said.clientDataJSON),
      authenticatorData: textOf(said.authenticatorData),
      signature: textOf(said.signature),
      userHandle: said.userHandle && textOf(said.userHandle),
    } satisfies Answer,
  }
}

function described(given: PublicKeyCredentialDescriptorJSON[] = []) {
  return given.map(({ id }) => ({ type: 'public-key', id: bytesOf(id) }))
}

const SENTENCES: Record<string, string> = {
  NotAllowedError: 'No passkey was chosen. Try again, or use your password.',
  InvalidStateError: 'This device has a passkey for your login already.',
  SecurityError: 'Passkeys do not work at this address.',
  NotSupportedError: 'This device cannot make a passkey. A phone or computer with a screen lock can.',
}

async function heard(asking: Promise<Credential | null>): Promise<PublicKeyCredential> {
  try {
    const answer = await asking
    if (answer) return answer as PublicKeyCredential
  } catch (error) {
    const known = error instanceof DOMException && SENTENCES[error.name]
    throw new Told(known || 'This device could not use a passkey. Please try again.')
  }
  throw new Told('No passkey was chosen. Try again, or use your password.')
}

function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  const plain = atob(text.replaceAll('-', '+').replaceAll('_', '/'))
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0))
}

function textOf(bytes: ArrayBuffer): string {
  const plain = String.fromCharCode(...new Uint8Array(bytes))
  return btoa(plain).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')
}
