import type { Texts } from '../en'

export const study: Texts['study'] = {
  title: 'Kajian',
}
