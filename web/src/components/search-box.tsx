import { Loader2, Search, X } from 'lucide-react'
import { type RefObject, useEffect, useRef, useState } from 'react'
import { cn } from '@/lib/cn'
import { Input } from './ui/input'

const REST_MS = 150

interface SearchBoxProps {
  q: string
  onSearch: (q: string) => void
  /** A search is on its way. */
  isSearching: boolean
  className?: string
  label?: string
  placeholder?: string
}

/** Searches while one types. `/` leads here. */
export function SearchBox({
  q,
  onSearch,
  isSearching,
  className,
  label = 'Search jobs',
  placeholder = 'Name, plate or number',
}: SearchBoxProps) {
  const { text, setText, clear: clearText } = useSearchText(q, onSearch)
  const input = useRef<HTMLInputElement>(null)
  useSlashKey(input)

  const clear = () => {
    clearText()
    input.current?.focus()
  }
  const Icon = isSearching ? Loader2 : Search
  return (
    <search className={cn('relative', className)}>
      <Icon
        className={cn(
          'pointer-events-none absolute inset-y-0 left-3 my-auto size-4 text-muted',
          isSearching && 'animate-spin',
        )}
        aria-hidden
      />
      <Input
        ref={input}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return
          if (text) clear()
          else event.currentTarget.blur()
        }}
        aria-label={label}
        placeholder={placeholder}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        enterKeyHint="search"
        maxLength={100}
        className={cn('pl-9', text ? 'pr-11 fine:pr-9' : 'pr-2 fine:lg:pr-9')}
      />
      {text ? (
        <button
          type="button"
          aria-label="Clear search"
          onClick={clear}
          className="absolute inset-y-0 right-0 flex w-11 items-center justify-center text-muted hover:text-foreground fine:w-9"
        >
          <X className="size-4" aria-hidden />
        </button>
      ) : (
        <kbd className="pointer-events-none absolute inset-y-0 right-2.5 my-auto hidden h-5 items-center border px-1.5 font-mono text-2xs text-muted fine:lg:flex">
          /
        </kbd>
      )}
    </search>
  )
}

/** What is typed, and the search for it once the typing rests. */
function useSearchText(q: string, onSearch: (q: string) => void) {
  const [text, setText] = useState(q)
  const asked = useRef(q)

  // The address changed by itself, as on Back.
  useEffect(() => {
    if (q === asked.current) return
    asked.current = q
    setText(q)
  }, [q])

  useEffect(() => {
    const wanted = text.trim()
    if (wanted === asked.current) return
    const timer = setTimeout(() => {
      asked.current = wanted
      onSearch(wanted)
    }, REST_MS)
    return () => clearTimeout(timer)
  }, [text, onSearch])
  const clear = () => {
    asked.current = ''
    setText('')
    onSearch('')
  }
  return { text, setText, clear }
}

/** `/` leads into the box, from wherever nothing is typed. */
function useSlashKey(input: RefObject<HTMLInputElement | null>) {
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey) return
      const at = event.target
      if (at instanceof HTMLElement && /^(INPUT|TEXTAREA|SELECT)$/.test(at.tagName)) return
      if (document.querySelector('[role=dialog],[role=menu]')) return
      event.preventDefault()
      // Elsewhere the key opens the search of the whole app.
      event.stopPropagation()
      input.current?.focus()
      input.current?.select()
    }
    window.addEventListener('keydown', pressed, { capture: true })
    return () => window.removeEventListener('keydown', pressed, { capture: true })
  }, [input])
}
