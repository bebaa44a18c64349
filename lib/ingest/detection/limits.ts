/** Bytes of a file, unpacked, that detection sees. */
export const sampleBytes = 512 * 1024;

export const mostColumns = 4096;
