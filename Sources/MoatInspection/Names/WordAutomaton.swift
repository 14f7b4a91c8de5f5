/// Finds many words in one pass over bytes (Aho and Corasick), ASCII letters of either case alike.
///
/// A class because it is made once, and a copy of a structure would count each of its tables.
final class WordAutomaton: Sendable {
  /// A word that was met: its number and the offset after its last byte.
  struct Hit: Hashable, Sendable {
    let word: Int
    let upper: Int
  }

  /// How many bytes each word has, by number.
  let lengths: [Int]
  /// Which column of `steps` a byte has; 0 for bytes that are in no word.
  private let columns: [UInt8]
  private let width: Int
  /// For each state and column the next state, and whether words end in it: `ending`.
  private let steps: [UInt16]
  private static let ending: UInt16 = 0x8000
  /// The word that ends in a state, or the next state that ends one; see `hits`.
  private let words: [Int32]
  private let shorter: [UInt16]

  /// - Parameter words: ASCII; of one that does not fit any more, nothing is found. There is room for
  ///   32,767 bytes of them.
  init(_ words: [String]) {
    var columns = [UInt8](repeating: 0, count: 256)
    var width = 1
    let folded = words.map { $0.utf8.map(Self.folded) }
    for byte in folded.joined() where columns[Int(byte)] == 0 && width < 255 {
      columns[Int(byte)] = UInt8(width)
      width += 1
    }
    var children: [[UInt16]] = [[UInt16](repeating: 0, count: width)]
    var ends: [Int32] = [-1]
    for (number, word) in folded.enumerated() where children.count + word.count < Int(Self.ending) {
      var state = 0
      for byte in word {
        let column = Int(columns[Int(byte)])
        if children[state][column] == 0 {
          children[state][column] = UInt16(children.count)
          children.append([UInt16](repeating: 0, count: width))
          ends.append(-1)
        }
        state = Int(children[state][column])
      }
      if !word.isEmpty { ends[state] = Int32(number) }
    }

    var failure = [Int](repeating: 0, count: children.count)
    var shorter = [UInt16](repeating: 0, count: children.count)
    var queue = children[0].filter { $0 != 0 }.map(Int.init)
    var next = 0
    while next < queue.count {
      let state = queue[next]
      next += 1
      let fallback = failure[state]
      shorter[state] = ends[fallback] >= 0 ? UInt16(fallback) : shorter[fallback]
      for column in 0..<width {
        let child = Int(children[state][column])
        if child == 0 {
          children[state][column] = children[fallback][column]
        } else {
          failure[child] = Int(children[fallback][column])
          queue.append(child)
        }
      }
    }
    for upper in UInt8(ascii: "A")...UInt8(ascii: "Z") {
      columns[Int(upper)] = columns[Int(Self.folded(upper))]
    }
    self.columns = columns
    self.width = width
    steps = children.joined().map { state in
      ends[Int(state)] >= 0 || shorter[Int(state)] != 0 ? state | Self.ending : state
    }
    self.words = ends
    self.shorter = shorter
    lengths = words.map(\.utf8.count)
  }

  /// Appends every word that ends in that range and begins there, in the order of their ends.
  ///
  /// - Parameter limit: after so many hits the rest is not read: a text made of nothing but words would
  ///   otherwise cost more than it tells.
  func find(in bytes: [UInt8], _ lower: Int, _ upper: Int, limit: Int, into hits: inout [Hit]) {
    var state = 0
    var offset = max(0, lower)
    let end = min(upper, bytes.count)
    while offset < end {
      let step = steps[state &* width &+ Int(columns[Int(bytes[offset])])]
      state = Int(step & ~Self.ending)
      offset += 1
      if step & Self.ending == 0 { continue }
      var ending = state
      while ending != 0 {
        if words[ending] >= 0 { hits.append(Hit(word: Int(words[ending]), upper: offset)) }
        ending = Int(shorter[ending])
      }
      if hits.count >= limit { return }
    }
  }

  private static func folded(_ byte: UInt8) -> UInt8 {
    (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
  }
}
