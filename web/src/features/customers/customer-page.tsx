import { useQuery } from '@tanstack/react-query'
import { CarFront, Combine, Ellipsis, Eraser, MessageCircle, Pencil, Phone, UserRound } from 'lucide-react'
import { Suspense, useState } from 'react'
import { useParams } from 'react-router'
import { api, unwrap } from '@/api/client'
import { Problem } from '@/api/problem'
import { lazyPart } from '@/components/lazy-part'
import { MissingRecord } from '@/components/missing-record'
import { PageHeader } from '@/components/page-header'
import { EmptyState, ErrorState } from '@/components/states'
import { Button } from '@/components/ui/button'
import { Card, CardHead } from '@/components/ui/card'
import { Menu, MenuContent, MenuItem, MenuTrigger } from '@/components/ui/menu'
import { useCountry } from '@/domain/formats'
import { useCan } from '@/domain/permissions'
import { dialLink, shownPhone, whatsAppLink } from '@/domain/phone'
import { isBegun } from '@/lib/use-draft'
import { Facts } from './facts'
import { LinesSkeleton } from './lines-skeleton'
import { type CustomerDetail, customerQuery } from './queries'
import { RecentMerges } from './recent-merges'
import { VehicleLine } from './vehicle-line'
import { VisitJobs, VisitPapers, VisitSums } from './visits'

const EditCustomer = lazyPart(() => import('./edit-customer'))
const MergeCustomers = lazyPart(() => import('./merge-customers'))
const EraseCustomer = lazyPart(() => import('./erase-customer'))
const ConsentsCard = lazyPart(() => import('@/features/messages/consents-card'))
const BACK = { to: '/customers', label: 'Customers' }

/** One customer: vehicles, jobs, what is owed, papers. */
export function Component() {
  const { id = '' } = useParams()
  const customer = useQuery(customerQuery(id))
  if (customer.data) return <CustomerView key={id} customer={customer.data} />
  const isMissing = customer.error instanceof Problem && [404, 422].includes(customer.error.status)
  return (
    <>
      <PageHeader title={isMissing ? 'Customer not found' : 'Customer'} back={BACK} />
      <Card>
        {customer.isPending ? (
          <LinesSkeleton label="Loading the customer" />
        ) : isMissing ? (
          <MissingRecord
            icon={UserRound}
            kind="Customer"
            id={id}
            ask={(header, signal) =>
              unwrap(
                api.GET('/api/customers/{customer_id}', {
                  params: { header, path: { customer_id: id } },
                  signal,
                }),
              )
            }
          >
            This customer was not found. Check the link, or search in Customers.
          </MissingRecord>
        ) : (
          <ErrorState error={customer.error} onRetry={() => void customer.refetch()} />
        )}
      </Card>
    </>
  )
}

type Opened = 'edit' | 'merge' | 'erase'

function CustomerView({ customer }: { customer: CustomerDetail }) {
  const isErased = customer.erased_at !== null
  const canUpdate = useCan('customers:update') && !isErased
  const canMerge = useCan('customers:merge')
  const seesVehicles = useCan('vehicles:read')
  const [opened, setOpened] = useState<Opened | null>(() =>
    isBegun(`customer:${customer.id}`) ? 'edit' : null,
  )
  const close = () => setOpened(null)
  const [phone] = customer.phones
  return (
    <>
      <PageHeader
        title={customer.name}
        back={BACK}
        stacked
        note={customer.erased_at && 'Name and phones were erased on request.'}
      >
        <CustomerButtons customer={customer} onOpen={setOpened} />
      </PageHeader>
      {canMerge && <RecentMerges customer={customer} />}
      <div className="space-y-4">
        <VisitSums visits={customer} />
        <CustomerFacts customer={customer} />
        {seesVehicles && <Vehicles customer={customer} />}
        {!isErased && (
          <Suspense>
            <ConsentsCard customerId={customer.id} canAnswer={canUpdate} />
          </Suspense>
        )}
        <VisitJobs visits={customer} search={phone ?? customer.name} />
        <VisitPapers visits={customer} />
      </div>
      <Suspense>
        {opened === 'edit' && <EditCustomer customer={customer} onClose={close} />}
        {opened === 'merge' && <MergeCustomers customer={customer} onClose={close} />}
        {opened === 'erase' && <EraseCustomer customer={customer} onClose={close} />}
      </Suspense>
    </>
  )
}

/** A vehicle that was sold is another's now. */
function isOwn({ id, merged_from: merged }: CustomerDetail, keeperId: string): boolean {
  return keeperId === id || merged.includes(keeperId)
}

function CustomerFacts({ customer }: { customer: CustomerDetail }) {
  const { address } = customer
  const { taxNumber } = useCountry()
  const place = address && [
    address.line,
    [address.city, address.pin].filter(Boolean).join(' '),
    address.state,
  ]
  const facts = [
    { name: 'E-mail', value: customer.email },
    { name: 'Name on bills', value: customer.legal_name },
    { name: taxNumber, value: customer.gst_number },
    { name: 'Address', value: place ? place.filter(Boolean).join(', ') : null },
    { name: 'Notes', value: customer.notes },
  ]
  return <Facts facts={facts} />
}

interface CustomerButtonsProps {
  customer: CustomerDetail
  onOpen: (opened: Opened) => void
}

function CustomerButtons({ customer, onOpen }: CustomerButtonsProps) {
  const isErased = customer.erased_at !== null
  const canUpdate = useCan('customers:update') && !isErased
  const canMerge = useCan('customers:merge')
  const canErase = useCan('customers:erase')
  const [phone] = customer.phones
  const whatsApp = phone ? whatsAppLink(phone) : null
  return (
    <div className="flex w-full flex-wrap gap-2 md:w-auto">
      {customer.phones.map((number) => (
        <Button key={number} asChild variant="outline" className="grow max-sm:px-2 md:flex-none">
          <a href={dialLink(number)}>
            <Phone aria-hidden />
            <span className="figure">{shownPhone(number)}</span>
          </a>
        </Button>
      ))}
      {whatsApp && (
        <Button asChild variant="outline" className="max-sm:w-11 max-sm:px-0">
          <a href={whatsApp} target="_blank" rel="noopener noreferrer" aria-label="WhatsApp">
            <MessageCircle aria-hidden />
            <span className="max-sm:hidden">WhatsApp</span>
          </a>
        </Button>
      )}
      {canUpdate && (
        <Button
          variant="outline"
          className="max-sm:w-11 max-sm:px-0"
          aria-label="Edit"
          aria-haspopup="dialog"
          onClick={() => onOpen('edit')}
        >
          <Pencil aria-hidden />
          <span className="max-sm:hidden">Edit</span>
        </Button>
      )}
      {!isErased && (canMerge || canErase) && (
        <Menu>
          <MenuTrigger asChild>
            <Button variant="outline" size="icon" aria-label="More">
              <Ellipsis aria-hidden />
            </Button>
          </MenuTrigger>
          <MenuContent align="end">
            {canMerge && (
              <MenuItem onSelect={() => onOpen('merge')}>
                <Combine aria-hidden /> Merge with another customer
              </MenuItem>
            )}
            {canErase && (
              <MenuItem onSelect={() => onOpen('erase')}>
                <Eraser aria-hidden /> Erase customer
              </MenuItem>
            )}
          </MenuContent>
        </Menu>
      )}
    </div>
  )
}

function Vehicles({ customer }: { customer: CustomerDetail }) {
  return (
    <Card>
      <CardHead title="Vehicles" />
      {customer.vehicles.length === 0 ? (
        <EmptyState icon={CarFront} title="No vehicles">
          Vehicles are kept here from the first job on.
        </EmptyState>
      ) : (
        <ul aria-label="Vehicles">
          {customer.vehicles.map((vehicle) => (
            <li key={vehicle.id}>
              <VehicleLine vehicle={vehicle} showsKeeper={!isOwn(customer, vehicle.keeper.customer_id)} />
            </li>
          ))}
        </ul>
      )}
    </Card>
  )
}
