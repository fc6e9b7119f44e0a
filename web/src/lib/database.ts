/** Opens one of this device's databases once, making its stores the first time; later calls are given the same. */
export function databaseOf(name: string, make: (database: IDBDatabase) => void): () => Promise<IDBDatabase> {
  let opened: Promise<IDBDatabase> | null = null
  return () => {
    opened ??= new Promise((done, failed) => {
      const request = indexedDB.open(name, 1)
      request.onupgradeneeded = () => make(request.result)
      request.onsuccess = () => {
        // A newer version of this page in another tab must not wait for this one.
        request.result.onversionchange = () => {
          request.result.close()
          opened = null
        }
        done(request.result)
      }
      request.onerror = () => {
        opened = null
        failed(request.error)
      }
    })
    return opened
  }
}

/** Answers what a transaction was asked for when it is over, and all of it is kept. */
export function answerOf<T>(transaction: IDBTransaction, request: IDBRequest<T>): Promise<T> {
  return new Promise((done, failed) => {
    transaction.oncomplete = () => done(request.result)
    transaction.onerror = () => failed(transaction.error)
    transaction.onabort = () => failed(transaction.error)
  })
}
