import { Link } from 'react-router'
import { Button } from '@/components/ui/button'
import { Wordmark } from '@/components/wordmark'
import desktopPicture from './pictures/dashboard-desktop.webp'
import phonePicture from './pictures/dashboard-phone.webp'

const POINTS = [
  [
    'Every job',
    'From the car at the gate to the keys handed back: who did what, when, and what is left to do.',
  ],
  [
    'Every payment',
    'A manager records it, the owner confirms it, cash is handed over and counted. Nothing can be changed unseen.',
  ],
  [
    'From anywhere',
    'On the phone at the counter and on the desk at home. Outstanding money and cash in hand, exact to the last coin.',
  ],
] as const

/** What RevOps is, for a visitor. */
export function Component() {
  return (
    <main className="mx-auto flex min-h-dvh max-w-5xl flex-col px-5 md:px-10">
      <title>RevOps: your garage, every job and every payment</title>
      <header className="flex h-20 items-center justify-between">
        <Wordmark />
        <Button asChild variant="outline">
          <Link to="/login">Log in</Link>
        </Button>
      </header>
      <section className="flex flex-1 flex-col justify-center py-12">
        <h1 className="max-w-3xl text-5xl leading-[0.95] md:text-7xl">
          Your garage, every job and every payment, even when you are not there.
        </h1>
        <p className="mt-5 max-w-xl text-muted md:text-lg">
          RevOps runs the jobs and the money of a motor garage: managers start jobs and collect, the owner
          sees and confirms.
        </p>
        <div className="mt-8 flex flex-col gap-3 sm:flex-row">
          <Button asChild variant="primary" size="lg">
            <Link to="/register">Register your garage</Link>
          </Button>
          <Button asChild variant="outline" size="lg">
            <Link to="/register?role=manager">I have an invite code</Link>
          </Button>
        </div>
      </section>
      {/* What one gets, as it is. The phone's own width of it on a phone. */}
      <picture className="mb-12 block border">
        <source media="(width < 48rem)" srcSet={phonePicture} width={390} height={620} />
        <img
          src={desktopPicture}
          alt="The owner’s dashboard: what is to be confirmed, what is owed, the cars in the shop, revenue day by day."
          width={1440}
          height={900}
          decoding="async"
          className="h-auto w-full md:max-lg:aspect-square md:max-lg:object-cover md:max-lg:object-left-top"
        />
      </picture>
      <section className="grid border-t md:grid-cols-3">
        {POINTS.map(([title, text]) => (
          <div
            key={title}
            className="border-b py-6 md:border-r md:border-b-0 md:px-6 md:last:border-r-0 md:first:pl-0"
          >
            <h2 className="text-2xl">{title}</h2>
            <p className="mt-1.5 text-muted text-sm">{text}</p>
          </div>
        ))}
      </section>
      <footer className="py-6 text-muted text-xs">
        RevOps is free software (MIT) and keeps its data on your own server.
      </footer>
    </main>
  )
}
