import { toast } from 'sonner'
import { sentence } from '@/api/problem'
import { enterGarage, useMe } from '@/domain/session'
import { TextLink } from '@/features/auth/auth-frame'
import { NewWorkshop } from './setup-page'

/** A further garage of an owner; what comes next is done in it. */
export function Component() {
  const me = useMe()
  const enter = (id: string) =>
    void enterGarage(me, id).catch((error) =>
      toast.error('The garage is open, but not entered', { description: sentence(error) }),
    )
  return (
    <NewWorkshop
      isAdditional
      phone={me.phone}
      footer={<TextLink to="/settings">Back to the settings</TextLink>}
      onDone={({ id }) => enter(id)}
      onSame={enter}
    />
  )
}
