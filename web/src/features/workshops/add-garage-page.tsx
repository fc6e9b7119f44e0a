import { toast } from 'sonner'
import { sentence } from '@/api/problem'
import { enterGarage, useMe } from '@/domain/session'
import { TextLink } from '@/features/auth/auth-frame'
import { NewWorkshop } from './setup-page'

/** A further garage of an owner; what comes next is done in it. */
export function Component() {
  const me = useMe()
  return (
    <NewWorkshop
      isAdditional
      phone={me.phone}
      footer={<TextLink to="/settings">Back to the settings</TextLink>}
      onDone={({ id }) =>
        void enterGarage(me, id).catch((error) =>
          toast.error('The garage is open, but not entered', { description: sentence(error) }),
        )
      }
    />
  )
}
