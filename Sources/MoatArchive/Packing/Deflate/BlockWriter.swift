/// The symbols of one block, and the block they become: stored, with the fixed code or with its own.
struct BlockWriter: ~Copyable {
  /// A block ends with this many symbols: one fewer than zlib's `lit_bufsize` at memory level 8.
  static let symbolLimit = (1 << 14) - 1

  /// Each symbol: a match's distance from bit 16 on (0 for a literal) and below it the match's length
  /// less 3 or the literal.
  private let symbols: UnsafeMutablePointer<UInt32>
  private var count = 0
  private var writer = BitWriter()

  init() { symbols = .allocate(capacity: Self.symbolLimit + 1) }

  deinit { symbols.deallocate() }

  /// Takes in a literal; true when the block is full.
  @inline(__always)
  mutating func add(literal: UInt8) -> Bool {
    symbols[count] = UInt32(literal)
    count &+= 1
    return count == Self.symbolLimit
  }

  /// Takes in a match of 3 to 258 bytes; true when the block is full.
  @inline(__always)
  mutating func add(length: Int, distance: Int) -> Bool {
    symbols[count] = UInt32(truncatingIfNeeded: distance &<< 16 | length &- 3)
    count &+= 1
    return count == Self.symbolLimit
  }

  /// Writes the block out and begins the next.
  ///
  /// - Parameter input: the bytes that the block stands for, if they are still at hand.
  mutating func finishBlock(
    _ input: UnsafeRawBufferPointer?, isLast: Bool, into sink: (UnsafeRawBufferPointer) -> Void
  ) {
    let last: UInt64 = isLast ? 1 : 0
    let (literalFrequencies, distanceFrequencies) = frequencies()
    let literals = HuffmanTree(
      frequencies: literalFrequencies, extraBits: DeflateSymbols.literalExtraBits,
      maximumLength: 15)
    let distances = HuffmanTree(
      frequencies: distanceFrequencies, extraBits: DeflateSymbols.allDistanceExtraBits,
      maximumLength: 15)
    let lengths = CodeLengths(literals: literals, distances: distances)
    // Sizes are compared in whole bytes, the three bits of the block's type included.
    let ownSize = (literals.bitCount + distances.bitCount + lengths.bitCount + 3 + 7) >> 3
    let fixedSize = (fixedBitCount(literalFrequencies, distanceFrequencies) + 3 + 7) >> 3

    if let input, input.count + 4 <= min(ownSize, fixedSize) {
      writer.put(last, 3)
      writer.align()
      let size = UInt64(input.count)
      writer.put(size | (~size & 0xFFFF) << 16, 32)
      writer.align()
      writer.append(input)
    } else if fixedSize <= ownSize {
      writer.put(last | 1 << 1, 3)
      write(DeflateSymbols.fixedLiteralCodes, DeflateSymbols.fixedDistanceCodes)
    } else {
      writer.put(last | 2 << 1, 3)
      write(lengths, literals, distances)
      write(literals.codes, distances.codes)
    }
    count = 0
    if isLast { writer.align() }
    writer.drain(into: sink)
  }

  private func frequencies() -> (literals: [Int], distances: [Int]) {
    var literals = [Int](repeating: 0, count: DeflateSymbols.literalCount)
    var distances = [Int](repeating: 0, count: DeflateSymbols.distanceCount)
    literals[DeflateSymbols.endOfBlock] = 1
    for index in 0..<count {
      let low = Int(symbols[index] & 0xFFFF)
      let distance = Int(symbols[index] >> 16)
      if distance == 0 {
        literals[low] += 1
      } else {
        literals[257 + DeflateSymbols.lengthClass(low)] += 1
        distances[DeflateSymbols.distanceClass(distance - 1)] += 1
      }
    }
    return (literals, distances)
  }

  private func fixedBitCount(_ literals: [Int], _ distances: [Int]) -> Int {
    var bits = 0
    for (symbol, frequency) in literals.enumerated() {
      bits +=
        frequency
        * (Int(DeflateSymbols.fixedLiteralLengths[symbol])
          + DeflateSymbols.literalExtraBits[symbol])
    }
    for (symbol, frequency) in distances.enumerated() {
      bits += frequency * (5 + DeflateSymbols.allDistanceExtraBits[symbol])
    }
    return bits
  }

  /// Writes the two codes of a dynamic block.
  private mutating func write(
    _ lengths: CodeLengths, _ literals: HuffmanTree, _ distances: HuffmanTree
  ) {
    writer.put(UInt64(literals.lastSymbol + 1 - 257), 5)
    writer.put(UInt64(distances.lastSymbol + 1 - 1), 5)
    writer.put(UInt64(lengths.orderCount - 4), 4)
    for symbol in DeflateSymbols.codeLengthOrder.prefix(lengths.orderCount) {
      writer.put(UInt64(lengths.tree.lengths[symbol]), 3)
    }
    for (symbol, extra) in lengths.symbols {
      let code = lengths.tree.codes[symbol]
      writer.put(UInt64(code & 0xFFFF), Int(code >> 16))
      writer.put(UInt64(extra), DeflateSymbols.codeLengthExtraBits[symbol])
    }
  }

  /// Writes all symbols and the end of the block.
  private mutating func write(_ literals: [UInt32], _ distances: [UInt32]) {
    literals.withUnsafeBufferPointer { literals in
      distances.withUnsafeBufferPointer { distances in
        for index in 0..<count {
          let symbol = symbols[index]
          let low = Int(symbol & 0xFFFF)
          let distance = Int(symbol &>> 16) &- 1
          if distance < 0 {
            let code = literals[low]
            writer.put(UInt64(code & 0xFFFF), Int(code &>> 16))
          } else {
            writeMatch(low, distance, literals, distances)
          }
        }
        let end = literals[DeflateSymbols.endOfBlock]
        writer.put(UInt64(end & 0xFFFF), Int(end >> 16))
      }
    }
  }

  /// Writes a match's length less 3 and its distance less 1, each as its class and what follows.
  @inline(__always)
  private mutating func writeMatch(
    _ length: Int, _ distance: Int, _ literals: UnsafeBufferPointer<UInt32>,
    _ distances: UnsafeBufferPointer<UInt32>
  ) {
    let lengthClass = DeflateSymbols.lengthClass(length)
    let lengthExtra = DeflateSymbols.lengthExtraBits(lengthClass)
    let lengthCode = literals[257 &+ lengthClass]
    var bits = UInt64(lengthCode & 0xFFFF)
    var count = Int(lengthCode &>> 16)
    // The low bits of a value are what its class leaves open.
    bits |= UInt64(length & (1 &<< lengthExtra &- 1)) &<< UInt64(count)
    count &+= lengthExtra
    let distanceClass = DeflateSymbols.distanceClass(distance)
    let distanceExtra = DeflateSymbols.distanceExtraBits(distanceClass)
    let distanceCode = distances[distanceClass]
    bits |= UInt64(distanceCode & 0xFFFF) &<< UInt64(count)
    count &+= Int(distanceCode &>> 16)
    bits |= UInt64(distance & (1 &<< distanceExtra &- 1)) &<< UInt64(count)
    count &+= distanceExtra
    writer.put(bits, count)
  }
}
