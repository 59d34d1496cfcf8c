import type { Texts } from '../en'

export const orbit: Texts['orbit'] = {
  title: 'Orbit',
}
