/** The globe as a PNG file: the picture with a title above, and what it shows and where it comes from below. */

import { GLOBE_COLOURS } from '../palette'
import type { Theme } from '../preferences.svelte'

const LINE = 20 // height of a line of words [px]
const MARGIN = 12

export interface LegendEntry {
  text: string
  colour: string
  dashes: number[] | null
  width: number
}

export async function pictureOf(
  globe: HTMLCanvasElement,
  words: { title: string; legend: LegendEntry[]; source: string },
  theme: Theme,
): Promise<Blob> {
  const scale = devicePixelRatio
  const width = globe.width / scale
  const height = globe.height / scale
  const columns = Math.max(1, Math.floor(width / 260))
  const below = (Math.ceil(words.legend.length / columns) + 1) * LINE + 2 * MARGIN
  const above = LINE + 2 * MARGIN
  const canvas = document.createElement('canvas')
  canvas.width = Math.round(width * scale)
  canvas.height = Math.round((height + above + below) * scale)
  const context = canvas.getContext('2d')
  if (context === null) throw new Error('no drawing context')
  context.scale(scale, scale)
  const colours = GLOBE_COLOURS[theme]
  context.fillStyle = colours.space
  context.fillRect(0, 0, width, height + above + below)
  context.drawImage(globe, 0, above, width, height)
  context.fillStyle = colours.town
  context.textBaseline = 'middle'
  context.font = '600 15px system-ui, sans-serif'
  context.fillText(words.title, MARGIN, above / 2, width - 2 * MARGIN)
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
