import { useQuery } from '@tanstack/react-query'
import { SettingsFrame } from '@/components/settings-frame'
import { ChannelsCard } from './channels-card'
import { EventsCard } from './events-card'
import { messageSettingsQuery } from './queries'
import { RulesCard } from './rules-card'
import { WordingCard } from './wording-card'

/** What is sent by itself, when, by which way, and in which words. */
export function Component() {
  return (
    <SettingsFrame
      title="Messages"
      note="Nothing is sent automatically until you turn it on."
      back={{ to: '/settings', label: 'Settings' }}
      query={useQuery(messageSettingsQuery)}
    >
      {(settings) => (
        <>
          <div className="grid min-w-0 gap-4">
            <EventsCard settings={settings} />
            <WordingCard />
          </div>
          <div className="grid min-w-0 gap-4">
            <ChannelsCard settings={settings} />
            <RulesCard key={settings.version} settings={settings} />
          </div>
        </>
      )}
    </SettingsFrame>
  )
}
