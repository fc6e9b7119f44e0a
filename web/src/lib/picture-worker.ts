import { redraw } from './redraw-picture'

self.onmessage = async ({ data }: MessageEvent<{ number: number; picture: Blob }>) => {
  const small = await redraw(data.picture).catch(() => null)
  self.postMessage({ number: data.number, small })
}
