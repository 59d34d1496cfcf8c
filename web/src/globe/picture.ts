/** The globe as a PNG file: the picture with a title above, and what it shows and where it comes from below. */

import type { LegendEntry } from './legend'
import { GLOBE_COLOURS } from '../palette'
import type { Theme } from '../preferences.svelte'

const LINE = 20 // height of a line of words [px]
const MARGIN = 12

/** A globe as it is drawn, and whose it is where there are several. */
export interface Drawn {
  canvas: HTMLCanvasElement
  caption: string
}

/** One globe, or several of one size beside each other. */
export async function pictureOf(
  globes: Drawn[],
  words: { title: string; legend: LegendEntry[]; source: string },
  theme: Theme,
): Promise<Blob> {
  const scale = devicePixelRatio
  const each = (globes[0]?.canvas.width ?? 0) / scale
  const height = Math.max(0, ...globes.map(({ canvas }) => canvas.height)) / scale
  const width = each * globes.length
  const columns = Math.max(1, Math.floor(width / 260))
  const below = (Math.ceil(words.legend.length / columns) + 1) * LINE + 2 * MARGIN
  const above = LINE * (globes.length > 1 ? 2 : 1) + 2 * MARGIN
  const canvas = document.createElement('canvas')
  canvas.width = Math.round(width * scale)
  canvas.height = Math.round((height + above + below) * scale)
  const context = canvas.getContext('2d')
  if (context === null) throw new Error('no drawing context')
  context.scale(scale, scale)
  const colours = GLOBE_COLOURS[theme]
  context.fillStyle = colours.space
  context.fillRect(0, 0, width, height + above + below)
  globes.forEach((one, i) => context.drawImage(one.canvas, i * each, above, each, height))
  context.fillStyle = colours.town
  context.textBaseline = 'middle'
  context.font = '600 15px system-ui, sans-serif'
  context.fillText(words.title, MARGIN, MARGIN + LINE / 2, width - 2 * MARGIN)
  if (globes.length > 1) {
    globes.forEach((one, i) => context.fillText(one.caption, i * each + MARGIN, MARGIN + 1.5 * LINE, each - 2 * MARGIN))
  }
  context.font = '13px system-ui, sans-serif'
  words.legend.forEach((entry, i) => {
    const x = MARGIN + (i % columns) * (width / columns)
    drawEntry(context, entry, x, height + above + MARGIN + LINE * (Math.floor(i / columns) + 0.5), width / columns, colours.town)
  })
  context.fillText(words.source, MARGIN, height + above + below - MARGIN - LINE / 2, width - 2 * MARGIN)
  return blobOf(canvas)
}

function drawEntry(
  context: CanvasRenderingContext2D, entry: LegendEntry, x: number, y: number, width: number, ink: string,
): void {
  context.strokeStyle = entry.colour
  context.lineWidth = Math.max(2, entry.width)
  context.setLineDash((entry.dashes ?? []).map((dash) => dash * entry.width))
  context.beginPath()
  context.moveTo(x, y)
  context.lineTo(x + 30, y)
  context.stroke()
  context.setLineDash([])
  context.fillStyle = ink
  context.fillText(entry.text, x + 38, y, width - 46)
}

function blobOf(canvas: HTMLCanvasElement): Promise<Blob> {
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('the browser made no picture'))), 'image/png')
  })
}

/** Hands a file to the reader. */
export function save(blob: Blob, name: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(blob)
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000)
}
