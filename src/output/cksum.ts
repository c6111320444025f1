/** The table of CRC-32 as POSIX's `cksum` wants it: most significant bit first, polynomial 0x04C11DB7. */
const table = new Int32Array(256);
for (let bit = 1, crc = 0x04c11db7; bit < 256; bit *= 2, crc = crc < 0 ? (crc << 1) ^ 0x04c11db7 : crc << 1) {
  // The checksum of two bytes' sum is the sum of their checksums.
  for (let lower = 0; lower < bit; lower++) table[bit + lower] = crc ^ table[lower]!;
}

/** What `cksum` prints of these bytes: checksum, blank, length (POSIX.1-2017, cksum: the length is summed after the bytes). */
export function cksum(bytes: Uint8Array): string {
  let crc = 0;
  for (let at = 0; at < bytes.length; at++) crc = (crc << 8) ^ table[(crc >>> 24) ^ bytes[at]!]!;
  for (let length = bytes.length; length > 0; length = Math.floor(length / 256))
    crc = (crc << 8) ^ table[(crc >>> 24) ^ (length & 0xff)]!;
  return `${~crc >>> 0} ${bytes.length}`;
}
