/** What the view of a study says. */
export const study = {
  title: 'Study',
}
