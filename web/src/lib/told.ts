/** A failure whose message is a sentence for whoever is at the page. */
export class Told extends Error {
  override name = 'Told'
}
