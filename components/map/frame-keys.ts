/** A rectangle on the picture, in CSS pixels. */
export interface Frame {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

export interface Room {
  readonly width: number;
  readonly height: number;
}

const least = 16;
const directions: Readonly<Record<string, readonly [across: number, down: number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** In the middle of the picture, a third of it wide and high. */
export function firstFrame({ width, height }: Room): Frame {
  return { left: width / 3, top: height / 3, width: width / 3, height: height / 3 };
}

/**
 * Where an arrow key puts the frame: it moves, with Shift its right and lower edges do; a step is a twentieth of the
 * picture, with Alt a pixel or two. It stays within the picture. null: no key of the frame's.
 */
export function moveFrame(
  frame: Frame,
  { key, shiftKey, altKey }: Pick<KeyboardEvent, "key" | "shiftKey" | "altKey">,
  room: Room,
): Frame | null {
  const direction = directions[key];
  if (!direction) return null;
  const step = altKey ? 2 : Math.max(4, Math.min(room.width, room.height) / 20);
  const [across, down] = [direction[0] * step, direction[1] * step];
  const within = (value: number, low: number, high: number) => Math.min(Math.max(value, low), Math.max(low, high));
  if (shiftKey)
    return {
      ...frame,
      width: within(frame.width + across, least, room.width - frame.left),
      height: within(frame.height + down, least, room.height - frame.top),
    };
  return {
    ...frame,
    left: within(frame.left + across, 0, room.width - frame.width),
    top: within(frame.top + down, 0, room.height - frame.height),
  };
}

/** Its corners one after the other: x, y, x, y, … */
export function cornersOf({ left, top, width, height }: Frame): number[] {
  return [left, top, left + width, top, left + width, top + height, left, top + height];
}

export function middleOf({ left, top, width, height }: Frame): readonly [x: number, y: number] {
  return [left + width / 2, top + height / 2];
}
