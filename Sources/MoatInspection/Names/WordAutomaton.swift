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
  /// Which column of `steps` a byte has; 0 for bytes that are in no word. Its length is known to the
  /// compiler: no byte needs to be checked.
  private let columns: [256 of UInt8]
  private let width: Int
  /// For each state and column where the row of the next state begins, and whether words end in that:
  /// `ending`. States that are near to the first one, which are met most, lie near to each other.
  private let steps: [UInt32]
  private static let ending: UInt32 = 0x8000_0000
  /// The word that ends in a state, or -1.
  private let words: [Int32]
  /// The next shorter state in which a word ends; 0 for none.
  private let shorter: [UInt16]

  /// Most states that there may be: what their numbers are kept in.
  private static let stateLimit = 0x8000

  /// - Parameter words: ASCII; of one that does not fit any more, nothing is found. There is room for
  ///   32,767 bytes of them.
  init(_ words: [String]) {
    var columns = [256 of UInt8](repeating: 0)
    var width = 1
    let folded = words.map { $0.utf8.map(Self.folded) }
    for byte in folded.joined() where columns[Int(byte)] == 0 && width < 255 {
      columns[Int(byte)] = UInt8(width)
      width += 1
    }
    var children = [UInt16](repeating: 0, count: width)
    var ends: [Int32] = [-1]
    for (number, word) in folded.enumerated() where ends.count + word.count < Self.stateLimit {
      var state = 0
      for byte in word {
        let place = state * width + Int(columns[Int(byte)])
        if children[place] == 0 {
          children[place] = UInt16(ends.count)
          ends.append(-1)
          children += repeatElement(0, count: width)
        }
        state = Int(children[place])
      }
      if !word.isEmpty { ends[state] = Int32(number) }
    }

    var failure = [Int](repeating: 0, count: ends.count)
    var shorter = [Int](repeating: 0, count: ends.count)
    // All states, the nearest to the first one first.
    var order = [0] + children[..<width].filter { $0 != 0 }.map(Int.init)
    var next = 1
    var rows = children.mutableSpan
    while next < order.count {
      let state = order[next]
      next += 1
      let fallback = failure[state]
      shorter[state] = ends[fallback] >= 0 ? fallback : shorter[fallback]
      for column in 0..<width {
        let child = Int(rows[state * width + column])
        let other = rows[fallback * width + column]
        if child == 0 {
          rows[state * width + column] = other
        } else {
          failure[child] = Int(other)
          order.append(child)
        }
      }
    }
    for upper in UInt8(ascii: "A")...UInt8(ascii: "Z") {
      columns[Int(upper)] = columns[Int(Self.folded(upper))]
    }
    var places = [Int](repeating: 0, count: order.count)
    for (place, state) in order.enumerated() { places[state] = place }
    self.columns = columns
    self.width = width
    let states = order.map { state in
      UInt32(places[state] * width) | (ends[state] >= 0 || shorter[state] != 0 ? Self.ending : 0)
    }
    steps = [UInt32](capacity: order.count * width) { steps in
      for state in order {
        for column in 0..<width {
          steps.append(states[places[Int(children[state * width + column])]])
        }
      }
    }
    self.words = order.map { ends[$0] }
    self.shorter = order.map { UInt16(places[shorter[$0]]) }
    lengths = words.map(\.utf8.count)
  }

  /// Appends every word that ends in that range and begins there, in the order of their ends.
  ///
  /// - Parameter limit: after so many hits the rest is not read: a text made of nothing but words would
  ///   otherwise cost more than it tells.
  func find(in bytes: [UInt8], _ lower: Int, _ upper: Int, limit: Int, into hits: inout [Hit]) {
    let lower = max(0, lower)
    let end = min(upper, bytes.count)
    guard lower < end else { return }
    let text = bytes.span.extracting(lower..<end)
    let steps = steps
    var row = 0
    for offset in text.indices {
      let step = steps[row &+ Int(columns[Int(text[offset])])]
      row = Int(step & ~Self.ending)
      if step & Self.ending == 0 { continue }
      var ending = row / width
      while ending != 0 {
        if words[ending] >= 0 {
          hits.append(Hit(word: Int(words[ending]), upper: lower + offset + 1))
        }
        ending = Int(shorter[ending])
      }
      if hits.count >= limit { return }
    }
  }

  private static func folded(_ byte: UInt8) -> UInt8 {
    (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
  }
}
