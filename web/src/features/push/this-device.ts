import { api, unwrap } from '@/api/client'
import { forgetNotified, isNotified, rememberNotified } from '@/domain/notified'
import { Told } from '@/lib/told'

const READY_MS = 10_000

/** What this browser can do: `home-screen` is an iPhone or iPad, where only an installed app can. */
export type Ability = 'able' | 'blocked' | 'home-screen' | 'insecure' | 'unable'

export function abilityHere(): Ability {
  if (!window.isSecureContext) return 'insecure'
  if (!('serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window))
    return isApple() ? 'home-screen' : 'unable'
  return Notification.permission === 'denied' ? 'blocked' : 'able'
}

function isApple(): boolean {
  const { userAgent, maxTouchPoints } = navigator
  return /iPhone|iPad|iPod/.test(userAgent) || (/Macintosh/.test(userAgent) && maxTouchPoints > 1)
}

/** Asks for the permission, after a tap, and has this device notified. Throws an error with a sentence. */
export async function turnOn(userId: string, serverKey: string) {
  const permission = await Notification.requestPermission()
  if (permission !== 'granted')
    throw new Told('Your browser was not allowed to show notifications. Allow them in its site settings.')
  await subscribe(await worker(), serverKey)
  rememberNotified(userId)
}

/** Says at the start of the app that this device still is there; for who turned notifications on on it. */
export async function keepDevice(userId: string) {
  if (!isNotified(userId) || abilityHere() !== 'able' || Notification.permission !== 'granted') return
  const { public_key: serverKey } = await unwrap(api.GET('/api/push'))
  if (serverKey) await subscribe(await worker(), serverKey)
}

/** Lets this browser forget its address at the push service. */
export async function turnOff() {
  forgetNotified()
  const registration = await navigator.serviceWorker.getRegistration()
  const subscription = await registration?.pushManager.getSubscription()
  await subscription?.unsubscribe()
}

async function subscribe({ pushManager }: ServiceWorkerRegistration, serverKey: string) {
  let subscription = await pushManager.getSubscription()
  if (subscription && textOf(subscription.options.applicationServerKey) !== serverKey) {
    // To a key that the server had before.
    await subscription.unsubscribe()
    subscription = null
  }
  try {
    subscription ??= await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: serverKey })
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error)
    throw new Told(`Your browser cannot get notifications at the moment (${said}). Try again later.`)
  }
  const { endpoint, keys } = subscription.toJSON()
  if (!endpoint || !keys?.p256dh || !keys.auth) throw new Told('Your browser gave no address. Try again.')
  const body = { endpoint, keys: { p256dh: keys.p256dh, auth: keys.auth } }
  await unwrap(api.PUT('/api/push/devices', { body }))
}

/** The worker that shows notifications: it is there a few seconds after the first page. */
async function worker(): Promise<ServiceWorkerRegistration> {
  const late = new Promise<never>((_, fail) =>
    setTimeout(
      () => fail(new Error('RevOps is not ready on this device yet. Reload the page and try again.')),
      READY_MS,
    ),
  )
  return Promise.race([navigator.serviceWorker.ready, late])
}

function textOf(key: ArrayBuffer | null): string {
  const bytes = new Uint8Array(key ?? new ArrayBuffer(0))
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')
}
