import { useQuery } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { useNavigate } from 'react-router'
import { api, unwrap } from '@/api/client'
import { Problem, sentence } from '@/api/problem'
import { CodeReader, useCodeCamera } from '@/components/code-reader'
import { Notice } from '@/components/field'
import { PageHeader } from '@/components/page-header'
import { Card } from '@/components/ui/card'
import { countryOf } from '@/domain/country'
import { useFormats } from '@/domain/formats'
import { useWords } from '@/lib/words'
import { workQuery } from './queries'
import { cardCode, typedWork } from './scanned'
import { WORK } from './words'

/** Finds the job whose card is held before the camera, or whose plate or number is typed. */
export function Component() {
  const navigate = useNavigate()
  const words = useWords(WORK)
  const { currency } = useFormats()
  const { data: works } = useQuery(workQuery)
  const [said, setSaid] = useState<string | null>(null)
  const isAsking = useRef(false)
  const open = (id: string) => navigate('/work', { state: { shown: id } })
  const find = async (code: string) => {
    isAsking.current = true
    setSaid(null)
    try {
      const { job_id } = await unwrap(api.GET('/api/work/scanned', { params: { query: { code } } }))
      open(job_id)
    } catch (failure) {
      setSaid(failure instanceof Problem && failure.status === 404 ? words.notMine : sentence(failure))
    } finally {
      isAsking.current = false
    }
  }
  // It looks on after a card of another's car: the right one is held up next.
  const camera = useCodeCamera((text) => {
    const code = cardCode(text)
    if (code && !isAsking.current) void find(code)
    return false
  })
  return (
    <>
      <PageHeader title={words.scan} note={camera.hasCamera ? words.byCamera : words.byHand} />
      <Card className="max-w-md space-y-4 p-4">
        {said && <Notice tone="warning">{said}</Notice>}
        <CodeReader
          camera={camera}
          label={words.plateOrJob}
          placeholder={countryOf(currency).plate}
          action={words.open}
          onTyped={(text) => {
            const found = typedWork(text, works ?? [])
            if (found) void open(found.id)
            return found ? undefined : words.notMine
          }}
        />
      </Card>
    </>
  )
}
