/** What the view "event" says. */
export const event = {
  title: 'Reported event',
}
