import { Camera, Check, X } from 'lucide-react'
import type { ChangeEvent } from 'react'
import { Button } from '@/components/ui/button'
import { FileButton } from '@/features/photos/add-photos'

/** What it says, in the language of the page. */
const OF_CASH = {
  take: 'Take a photo of the cash',
  of: 'Photo of the cash',
  taken: 'Photo taken',
  remove: 'Remove the photo',
}

interface TakePhotoProps {
  words?: typeof OF_CASH
  photo: File | null
  onTake: (photo: File | null) => void
}

/** Takes a photo that goes with what is recorded next; nobody has to. */
export function TakePhoto({ words = OF_CASH, photo, onTake }: TakePhotoProps) {
  const take = ({ target }: ChangeEvent<HTMLInputElement>) => {
    const [file] = target.files ?? []
    target.value = ''
    if (file) onTake(file)
  }
  if (!photo) {
    return (
      <FileButton label={words.take} capture variant="outline" onChange={take} className="w-full">
        <Camera aria-hidden /> {words.of}
      </FileButton>
    )
  }
  return (
    <div role="status" className="flex min-h-11 items-center gap-2 border pl-3 text-sm">
      <Check className="size-4 text-success" aria-hidden />
      <span className="min-w-0 flex-1">{words.taken}</span>
      <Button records variant="ghost" size="icon" aria-label={words.remove} onClick={() => onTake(null)}>
        <X aria-hidden />
      </Button>
    </div>
  )
}
