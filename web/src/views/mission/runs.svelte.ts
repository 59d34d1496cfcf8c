/** The runs of the served folder, the newest first, each followed while it goes on; one list for the form and the list below it. */

import { ApiError } from '../../api/client'
import { followJob, hasEnded, jobs, type Job } from '../../api/jobs'

export class Runs {
  list = $state.raw<Job[] | null>(null)
  refused = $state.raw<ApiError | null>(null)
  /** The server does not answer. */
  quiet = $state(false)
  readonly #following = new Map<string, () => void>()

  /** Ask anew, as after a run has been started. */
  async look(): Promise<void> {
    try {
      this.list = await jobs()
      this.refused = null
      for (const job of this.list) if (!hasEnded(job)) this.#follow(job.id)
    } catch (error) {
      this.refused = refusal(error)
    }
  }

  /** Cancel or go on, whatever was asked. */
  async change(asked: Promise<Job>): Promise<void> {
    this.refused = null
    try {
      const job = await asked
      this.#put(job)
      if (!hasEnded(job)) this.#follow(job.id)
    } catch (error) {
      this.refused = refusal(error)
    }
  }

  close(): void {
    for (const id of [...this.#following.keys()]) this.#unfollow(id)
  }

  #follow(id: string): void {
    if (this.#following.has(id)) return
    const stop = followJob(
      id,
      (job) => {
        this.quiet = false
        this.#put(job)
        if (hasEnded(job)) this.#unfollow(id)
      },
      () => (this.quiet = true),
    )
    this.#following.set(id, stop)
  }

  #unfollow(id: string): void {
    this.#following.get(id)?.()
    this.#following.delete(id)
  }

  #put(job: Job): void {
    this.list = (this.list ?? []).map((one) => (one.id === job.id ? job : one))
  }
}

function refusal(error: unknown): ApiError {
  if (!(error instanceof ApiError)) throw error
  return error
}
