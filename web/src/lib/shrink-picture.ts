import { redraw } from './redraw-picture'

/** Makes a picture small enough to be sent over a phone's network, without what its file says besides the pixels. One
 * that this browser cannot read is returned as it is: the server may read it. */
export async function shrinkPicture(picture: Blob): Promise<Blob> {
  try {
    return await (canWork() ? inWorker(picture) : redraw(picture))
  } catch {
    return picture
  }
}

function canWork(): boolean {
  return 'Worker' in window && 'OffscreenCanvas' in window
}

let worker: Worker | null = null
let asked = 0

/** Asks the worker, so that the page goes on meanwhile. */
function inWorker(picture: Blob): Promise<Blob> {
  worker ??= new Worker(new URL('./picture-worker.ts', import.meta.url), { type: 'module' })
  const asking = worker
  asked += 1
  const number = asked
  return new Promise((done, failed) => {
    const hear = ({ data }: MessageEvent<{ number: number; small: Blob | null }>) => {
      if (data.number !== number) return
      end()
      if (data.small) done(data.small)
      else failed(new Error('not read'))
    }
    const fail = () => {
      end()
      worker = null
      // The worker did not load: the page does it.
      redraw(picture).then(done, failed)
    }
    const end = () => {
      asking.removeEventListener('message', hear)
      asking.removeEventListener('error', fail)
    }
    asking.addEventListener('message', hear)
    asking.addEventListener('error', fail)
    asking.postMessage({ number, picture })
  })
}
