/// The lengths of two codes as a dynamic block begins with them (RFC 1951, 3.2.7), run lengths chosen
/// as zlib chooses them.
struct CodeLengths {
  /// Symbols of the code lengths' code, each with what follows it.
  private(set) var symbols: [(symbol: Int, extra: Int)] = []
  /// The code that writes ``symbols``.
  let tree: HuffmanTree
  /// How many lengths of that code are written, in the order of the standard.
  let orderCount: Int

  init(literals: HuffmanTree, distances: HuffmanTree) {
    // A run never goes on from one code into the other.
    for tree in [literals, distances] {
      Self.scan(tree.lengths[...tree.lastSymbol], into: &symbols)
    }
    var frequencies = [Int](repeating: 0, count: DeflateSymbols.codeLengthCount)
    for (symbol, _) in symbols { frequencies[symbol] += 1 }
    tree = HuffmanTree(
      frequencies: frequencies, extraBits: DeflateSymbols.codeLengthExtraBits, maximumLength: 7)
    var count = DeflateSymbols.codeLengthCount
    while count > 4, tree.lengths[DeflateSymbols.codeLengthOrder[count - 1]] == 0 { count -= 1 }
    orderCount = count
  }

  /// The bits of everything before a dynamic block's first symbol, the block's type excluded.
  var bitCount: Int { tree.bitCount + 3 * orderCount + 5 + 5 + 4 }

  private static func scan(
    _ lengths: ArraySlice<UInt8>, into symbols: inout [(symbol: Int, extra: Int)]
  ) {
    var previous = -1
    var rest = lengths
    while let first = rest.first {
      let length = Int(first)
      // A repeated length is one that was just written; a new one goes before its repetitions.
      let longest = length == 0 ? 138 : length == previous ? 6 : 7
      let count = rest.prefix(longest).prefix { $0 == first }.count
      rest = rest.dropFirst(count)
      let fewest = length == 0 || length == previous ? 3 : 4
      if count < fewest {
        symbols.append(contentsOf: repeatElement((symbol: length, extra: 0), count: count))
      } else if length != 0 {
        if length != previous { symbols.append((symbol: length, extra: 0)) }
        symbols.append((symbol: 16, extra: length == previous ? count - 3 : count - 4))
      } else if count <= 10 {
        symbols.append((symbol: 17, extra: count - 3))
      } else {
        symbols.append((symbol: 18, extra: count - 11))
      }
      previous = length
    }
  }
}
