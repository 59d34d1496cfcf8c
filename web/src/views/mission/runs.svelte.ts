/** The runs of the served folder, the newest first; one list for the form and the list below it. The one that goes on is followed. */

import { ApiError } from '../../api/client'
import { followJob, hasEnded, jobs, type Job } from '../../api/jobs'

export class Runs {
  list = $state.raw<Job[] | null>(null)
  refused = $state.raw<ApiError | null>(null)
  /** The server does not answer. */
  quiet = $state(false)
  #followed: string | null = null
  #unfollow = (): void => undefined

  /** Ask anew, as after a run has been started. */
  async look(): Promise<void> {
    try {
      this.list = await jobs()
      this.refused = null
      this.#followNext()
    } catch (error) {
      this.refused = refusal(error)
    }
  }

  /** Cancel or go on, whatever was asked. */
  async change(asked: Promise<Job>): Promise<void> {
    this.refused = null
    try {
      this.#put(await asked)
      this.#followNext()
    } catch (error) {
      this.refused = refusal(error)
    }
  }

  close(): void {
    this.#unfollow()
    this.#followed = null
  }

  /**
   * Follow the run that is worked on, or will be next, and no other: a browser opens six connections to a server, and a
   * stream for each of many runs would leave none for anything else.
   */
  #followNext(): void {
    const going = (this.list ?? []).filter((job) => !hasEnded(job))
    const next = going.find((job) => job.state === 'running') ?? going.at(-1)
    if (next?.id === this.#followed) return
    this.close()
    if (next === undefined) return
    this.#followed = next.id
    this.#unfollow = followJob(next.id, (job) => this.#came(job), () => (this.quiet = true))
  }

  #came(job: Job): void {
    this.quiet = false
    this.#put(job)
    if (!hasEnded(job)) return
    this.close() // else the browser would ask for its stream again
    void this.look() // another one goes on now
  }

  #put(job: Job): void {
    this.list = (this.list ?? []).map((one) => (one.id === job.id ? job : one))
  }
}

function refusal(error: unknown): ApiError {
  if (!(error instanceof ApiError)) throw error
  return error
}
