/** What the view "watch" says. */
export const watch = {
  title: 'Range-safety display',
}
