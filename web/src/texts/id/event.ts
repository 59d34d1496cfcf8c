import type { Texts } from '../en'

export const event: Texts['event'] = {
  title: 'Peristiwa yang diberitakan',
}
