import { Camera, Check, X } from 'lucide-react'
import type { ChangeEvent } from 'react'
import { Button } from '@/components/ui/button'
import { FileButton } from '@/features/photos/add-photos'

interface TakePhotoProps {
  /** What is photographed, such as "cash". */
  of: string
  photo: File | null
  onTake: (photo: File | null) => void
}

/** Takes a photo that goes with what is recorded next; nobody has to. */
export function TakePhoto({ of, photo, onTake }: TakePhotoProps) {
  const take = ({ target }: ChangeEvent<HTMLInputElement>) => {
    const [file] = target.files ?? []
    target.value = ''
    if (file) onTake(file)
  }
  if (!photo) {
    return (
      <FileButton
        label={`Take a photo of the ${of}`}
        capture
        variant="outline"
        onChange={take}
        className="w-full"
      >
        <Camera aria-hidden /> Photo of the {of}
      </FileButton>
    )
  }
  return (
    <div role="status" className="flex min-h-11 items-center gap-2 border pl-3 text-sm">
      <Check className="size-4 text-success" aria-hidden />
      <span className="min-w-0 flex-1">Photo taken</span>
      <Button records variant="ghost" size="icon" aria-label="Remove the photo" onClick={() => onTake(null)}>
        <X aria-hidden />
      </Button>
    </div>
  )
}
