/** One range for an answer that several models of where people live give: from the lowest end of any interval to the highest. */

/** A mean number of casualties under one model, with its 95 % sampling interval. */
export interface UnderModel {
  mean: number
  low: number | null
  high: number | null
}

export interface Range {
  low: number
  high: number
  /** What makes it that wide: where people live, chance among computed launches, or both alike. */
  because: 'people' | 'chance' | 'nobody'
  /** How many times the mean of one model is that of another; null where one is zero. */
  times: number | null
}

export function rangeOf(answers: UnderModel[]): Range | null {
  if (answers.length === 0) return null
  const means = answers.map((one) => one.mean)
  const low = Math.min(...answers.map((one) => Math.min(one.low ?? one.mean, one.mean)))
  const high = Math.max(...answers.map((one) => Math.max(one.high ?? one.mean, one.mean)))
  const [least, most] = [Math.min(...means), Math.max(...means)]
  if (most === 0) return { low, high, because: 'nobody', times: null }
  const times = least > 0 ? most / least : null
  const chance = Math.max(...answers.map((one) => (one.low !== null && one.low > 0 && one.high !== null ? one.high / one.low : Infinity)))
  return { low, high, because: (times ?? Infinity) >= chance ? 'people' : 'chance', times }
}
