import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Schemas } from '@/api/client'
import { Problem } from '@/api/problem'
import { sendStatement } from './queries'

/** The header of a statement that nobody has said the columns of, and some rows below it. */
export interface UnknownLayout {
  key: string
  header: string[]
  sample: string[][]
}

export interface AccountQuestion {
  words: string
  /** What the statement says that it is of. */
  account: string
  accounts: { id: string; name: string }[]
}

/** How far a statement has come: it is asked about where it says too little. */
export type Upload =
  | { is: 'idle' }
  | { is: 'sending'; file: File }
  | { is: 'read'; statement: Schemas['StatementRead'] }
  | { is: 'refused'; error: unknown }
  | { is: 'which-account'; file: File; question: AccountQuestion }
  | { is: 'which-columns'; file: File; layout: UnknownLayout }

/** Sends a statement, and asks what has to be asked of it. */
export function useUpload() {
  const client = useQueryClient()
  const [upload, setUpload] = useState<Upload>({ is: 'idle' })
  const send = async (file: File, account: string | null = null) => {
    setUpload({ is: 'sending', file })
    try {
      setUpload({ is: 'read', statement: await sendStatement(file, account) })
      await client.invalidateQueries({ queryKey: ['bank'] })
    } catch (error) {
      setUpload(answered(error, file))
    }
  }
  return { upload, send, leave: () => setUpload({ is: 'idle' }) }
}

function answered(error: unknown, file: File): Upload {
  if (error instanceof Problem && error.code === 'which_account') {
    const { account, accounts } = error.extra as unknown as AccountQuestion
    return { is: 'which-account', file, question: { words: error.message, account, accounts } }
  }
  if (error instanceof Problem && error.code === 'layout_unknown')
    return { is: 'which-columns', file, layout: error.extra.layout as UnknownLayout }
  return { is: 'refused', error }
}
