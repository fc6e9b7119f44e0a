import { toast } from 'sonner'
import { sentence } from '@/api/problem'
import { Card, CardHead } from '@/components/ui/card'
import { Checkbox } from '@/components/ui/checkbox'
import { EVENTS } from './message-labels'
import type { MessageSettings } from './queries'
import { useSaveSettings } from './use-save-settings'

type Event = keyof MessageSettings['events']

/** Which events are written about, each on or off. */
export function EventsCard({ settings }: { settings: MessageSettings }) {
  const save = useSaveSettings()
  const turn = (event: Event, isOn: boolean) =>
    save.mutate({ events: { [event]: isOn } }, { onError: (problem) => toast.error(sentence(problem)) })
  const all = Object.entries(EVENTS) as [Event, (typeof EVENTS)[Event]][]
  const groups = [
    ['To customers', all.filter(([, event]) => !event.isToGarage)],
    ['To people of the garage, by e-mail', all.filter(([, event]) => event.isToGarage)],
  ] as const
  return (
    <Card>
      <CardHead title="Sent automatically" />
      {groups.map(([title, events]) => (
        <fieldset key={title} className="px-4 py-3">
          <legend className="float-left mb-1 w-full font-medium text-sm">{title}</legend>
          <ul className="clear-both">
            {events.map(([event, { label, note }]) => (
              <li key={event}>
                <label htmlFor={`on-${event}`} className="flex cursor-pointer items-center gap-2 py-0.5">
                  <Checkbox
                    data-records
                    id={`on-${event}`}
                    className="-ml-3 fine:-ml-2"
                    checked={settings.events[event] ?? false}
                    disabled={save.isPending}
                    onCheckedChange={(isOn) => turn(event, isOn === true)}
                  />
                  <span className="text-sm">
                    {label}
                    <span className="block text-muted">{note}</span>
                  </span>
                </label>
              </li>
            ))}
          </ul>
        </fieldset>
      ))}
    </Card>
  )
}
