import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { ChevronRight } from 'lucide-react'
import { toast } from 'sonner'
import { api, unwrap } from '@/api/client'
import { sentence } from '@/api/problem'
import { CopyButton } from '@/components/copy-button'
import { Notice } from '@/components/field'
import { PageHeader } from '@/components/page-header'
import { ErrorState } from '@/components/states'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { Card, CardHead } from '@/components/ui/card'
import { Skeleton } from '@/components/ui/skeleton'
import { useFormats } from '@/domain/formats'
import { inSentence } from '@/lib/days'
import { type WhatsAppTemplate, whatsAppQuery } from './queries'
import { eventWords, languageWords, limitWords, templateState } from './whatsapp-labels'

/** The number at Meta, whether it works, and the texts that Meta has approved. */
export function Component() {
  const { data, error, refetch } = useQuery(whatsAppQuery)
  return (
    <>
      <PageHeader
        title="WhatsApp"
        note="Messages to customers who agreed, and the evening digest to you, from the number of this server."
        back={{ to: '/settings/messages', label: 'Messages' }}
      />
      {!data ? (
        error ? (
          <ErrorState error={error} onRetry={() => void refetch()} />
        ) : (
          <div role="status" aria-label="Loading WhatsApp">
            <Skeleton className="h-40" />
          </div>
        )
      ) : data.is_set_up ? (
        <div className="grid gap-4">
          <Account />
          <Templates templates={data.templates} />
        </div>
      ) : (
        <Notice tone="info">
          WhatsApp is not set up on this server yet. Whoever runs it finds the steps in the operations guide,
          under WhatsApp. Until then you can open a draft in WhatsApp from each job.
        </Notice>
      )}
    </>
  )
}

function Account() {
  const { data } = useQuery(whatsAppQuery)
  const client = useQueryClient()
  const { count, dayTime } = useFormats()
  const test = useMutation({
    mutationFn: () =>
      unwrap(
        api.POST('/api/messages/channels/{channel}/test', { params: { path: { channel: 'whatsapp' } } }),
      ),
    onSuccess: ({ to }) => void toast.success(`A test message is on its way to ${to}`),
    onSettled: () => void client.invalidateQueries({ queryKey: whatsAppQuery.queryKey }),
  })
  if (!data) return null
  const { number, problem, heard_at: heardAt } = data
  return (
    <Card>
      <CardHead title={number ? number.shown : 'Number'}>
        <Button size="sm" variant="outline" busy={test.isPending} onClick={() => test.mutate()}>
          Test
        </Button>
      </CardHead>
      <div className="space-y-3 p-4 text-sm">
        {test.error && <Notice tone="danger">{sentence(test.error)}</Notice>}
        {problem && !test.error && <Notice tone="danger">{problem}</Notice>}
        {number && (
          <p>
            Customers see {number.name}.{' '}
            {number.quality === 'RED'
              ? 'Many customers blocked or reported it, so Meta may stop it.'
              : number.quality === 'YELLOW' && 'Some customers blocked or reported it.'}
          </p>
        )}
        {number && <p>{limitWords(number.customers_a_day, count)}</p>}
        <p className="text-muted">
          {heardAt
            ? `Meta last told RevOps something ${inSentence(dayTime(heardAt))}.`
            : 'Meta has told RevOps nothing yet: set up the webhook at Meta, or RevOps does not learn what was delivered and what customers write.'}
        </p>
      </div>
    </Card>
  )
}

function Templates({ templates }: { templates: WhatsAppTemplate[] }) {
  return (
    <Card>
      <CardHead
        title="Templates"
        note="Meta approves each text. The wording of your garage is for e-mail and drafts."
      />
      <ul aria-label="Templates" className="divide-y">
        {templates.map((template) => (
          <li key={`${template.name}:${template.language}`} className="px-4 py-3 text-sm">
            <TemplateLine template={template} />
          </li>
        ))}
      </ul>
    </Card>
  )
}

function TemplateLine({ template }: { template: WhatsAppTemplate }) {
  const { label, tone } = templateState(template)
  return (
    <details className="group">
      <summary className="flex min-h-11 cursor-pointer flex-wrap items-center gap-x-3 gap-y-1 fine:min-h-8">
        <span className="min-w-40 font-medium">{eventWords(template.event)}</span>
        <span className="w-16 text-muted">{languageWords(template.language)}</span>
        <Badge tone={tone}>{label}</Badge>
        {template.with_paper && <Badge>With the paper</Badge>}
        <ChevronRight
          className="ml-auto size-4 shrink-0 text-muted group-open:rotate-90 @2xl:order-last @2xl:ml-0"
          aria-hidden
        />
        <span className="basis-full break-all font-mono text-muted text-xs @2xl:ml-auto @2xl:basis-auto">
          {template.name}
        </span>
      </summary>
      {template.problem && (
        <Notice tone="danger" className="mt-2">
          {template.problem}
        </Notice>
      )}
      <p className="mt-2 whitespace-pre-line break-words border-l-2 pl-3">{template.text}</p>
      {template.status === 'MISSING' && (
        <CopyButton
          text={template.text}
          label="Copy for Meta"
          size="sm"
          className="mt-3"
          otherwise="Select the text and copy it."
          nextStep="Paste it at Meta as the body of the template."
        />
      )}
    </details>
  )
}
