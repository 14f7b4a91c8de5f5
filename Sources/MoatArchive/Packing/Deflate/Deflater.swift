/// Raw deflate (RFC 1951) at level 9, in pieces, giving the very bytes that one of the
/// ``DeflateFlavour``s gives.
///
/// The algorithm is "lazy" matching: a match is written only if the next position has no longer one.
/// Positions with the same three bytes, or the same hash of them, form a chain, newest first. Both
/// flavours share the hash, the window, the chains and the blocks, and differ in how far and in which
/// chain they look (``longestMatch(from:)``, ``longestMatchByOffsets(from:)``). Facts from zlib's
/// `deflate.c` (https://github.com/madler/zlib) and zlib-rs's `deflate/algorithm/slow.rs`
/// (https://github.com/trifectatechfoundation/zlib-rs).
///
/// Memory is about 320 KB whatever the input. Only bytes that are already in memory and trusted to be
/// finite go through here; nothing in them can make it read or write elsewhere, since positions come
/// from the window alone.
struct Deflater: ~Copyable {
  static let windowSize = 1 << 15
  static let windowMask = windowSize - 1
  static let hashMask = windowSize - 1
  static let minimumMatch = 3
  static let maximumMatch = 258
  /// Positions are matched only while this much input follows, save at the very end.
  static let minimumLookahead = maximumMatch + minimumMatch + 1
  /// The farthest a match may lie back.
  static let maximumDistance = windowSize - minimumLookahead
  /// Level 9: how many candidates are tried, and from which length at hand only a quarter of them.
  static let chainLimit = 4096
  static let goodMatch = 32
  /// What may be read, but not used, beyond the end of the window's data.
  private static let slack = maximumMatch + 16

  let flavour: DeflateFlavour
  /// Two windows' worth of input; the upper half moves down when it is full.
  let window: UnsafeMutablePointer<UInt8>
  /// The newest position for each hash, 0 for none, and for each position the one before it.
  let heads: UnsafeMutablePointer<UInt16>
  let previous: UnsafeMutablePointer<UInt16>
  private var blocks = BlockWriter()

  /// The next position to match, and how many bytes from there on are in the window.
  var position = 0
  var lookahead = 0
  /// Where the last match found lies, and how long the one for the position before was (2 for none).
  var matchStart = 0
  var previousLength = minimumMatch - 1
  /// Whether the byte before ``position`` still waits to be written.
  private var isWaiting = false
  /// Where the block began; negative once that has left the window.
  private var blockStart = 0
  private var hash = 0

  init(_ flavour: DeflateFlavour) {
    self.flavour = flavour
    let windowBytes = 2 * Self.windowSize + Self.slack
    window = .allocate(capacity: windowBytes)
    window.initialize(repeating: 0, count: windowBytes)
    heads = .allocate(capacity: Self.windowSize)
    heads.initialize(repeating: 0, count: Self.windowSize)
    previous = .allocate(capacity: Self.windowSize)
    previous.initialize(repeating: 0, count: Self.windowSize)
  }

  deinit {
    window.deallocate()
    heads.deallocate()
    previous.deallocate()
  }

  /// Takes in the next bytes; full blocks go to `sink`.
  mutating func compress(
    _ input: UnsafeRawBufferPointer, into sink: (UnsafeRawBufferPointer) -> Void
  ) {
    var input = input
    run(&input, isLast: false, into: sink)
  }

  /// Writes all that is left. Nothing may follow.
  mutating func finish(into sink: (UnsafeRawBufferPointer) -> Void) {
    var nothing = UnsafeRawBufferPointer(start: nil, count: 0)
    run(&nothing, isLast: true, into: sink)
    if isWaiting { _ = blocks.add(literal: window[position - 1]) }
    isWaiting = false
    finishBlock(isLast: true, into: sink)
  }

  private mutating func run(
    _ input: inout UnsafeRawBufferPointer, isLast: Bool,
    into sink: (UnsafeRawBufferPointer) -> Void
  ) {
    // zlib-rs wants four bytes before it looks, zlib three.
    let fewest = flavour == .zlib ? Self.minimumMatch : Self.minimumMatch + 1
    while true {
      if lookahead < Self.minimumLookahead {
        fill(&input)
        if lookahead < Self.minimumLookahead, !isLast { return }
        if lookahead == 0 { return }
      }
      let candidate = lookahead >= fewest ? insert(position) : 0
      let earlierMatch = matchStart
      var length = Self.minimumMatch - 1
      if candidate != 0, previousLength < Self.maximumMatch,
        position &- candidate <= Self.maximumDistance
      {
        length = findMatch(from: candidate)
      }
      if previousLength >= Self.minimumMatch, length <= previousLength {
        let isFull = blocks.add(
          length: previousLength, distance: position &- 1 &- earlierMatch)
        skipMatch()
        if isFull { finishBlock(isLast: false, into: sink) }
      } else {
        if isWaiting {
          if blocks.add(literal: window[position &- 1]) {
            finishBlock(isLast: false, into: sink)
          }
        }
        isWaiting = true
        previousLength = length
        position &+= 1
        lookahead &-= 1
      }
    }
  }

  @inline(__always)
  private mutating func findMatch(from candidate: Int) -> Int {
    switch flavour {
    case .zlib:
      let length = longestMatch(from: candidate)
      // Three bytes from afar cost more than three literals.
      return length == Self.minimumMatch && position &- matchStart > 4096
        ? Self.minimumMatch - 1 : length
    case .zlibRS:
      return longestMatchByOffsets(from: candidate)
    }
  }

  /// Goes past the match that began one byte before ``position``, and puts what it covers in the
  /// chains.
  private mutating func skipMatch() {
    let covered = previousLength &- 2
    let lastInserted = min(position &+ covered, position &+ lookahead &- Self.minimumMatch)
    var next = position &+ 1
    while next <= lastInserted {
      _ = insert(next)
      next &+= 1
    }
    position &+= covered &+ 1
    lookahead &-= covered &+ 1
    previousLength = Self.minimumMatch - 1
    isWaiting = false
  }

  /// Puts a position at the head of its chain and returns the head before it.
  @inline(__always)
  private mutating func insert(_ place: Int) -> Int {
    hash = Self.rolled(hash, window[place &+ 2])
    let head = heads[hash]
    previous[place & Self.windowMask] = head
    heads[hash] = UInt16(truncatingIfNeeded: place)
    return Int(head)
  }

  /// The hash of the last three bytes, of which this is the newest.
  @inline(__always)
  static func rolled(_ hash: Int, _ byte: UInt8) -> Int {
    (hash &<< 5 ^ Int(byte)) & hashMask
  }

  private mutating func finishBlock(
    isLast: Bool, into sink: (UnsafeRawBufferPointer) -> Void
  ) {
    let input =
      blockStart < 0
      ? nil : UnsafeRawBufferPointer(start: window + blockStart, count: position - blockStart)
    blocks.finishBlock(input, isLast: isLast, into: sink)
    blockStart = position
  }

  /// Reads input until there is enough to match, moving the window when it is full.
  private mutating func fill(_ input: inout UnsafeRawBufferPointer) {
    repeat {
      if position >= Self.windowSize + Self.maximumDistance { slide() }
      let room = 2 * Self.windowSize - lookahead - position
      let count = min(room, input.count)
      guard count > 0, let start = input.baseAddress else { return }
      UnsafeMutableRawPointer(window + position + lookahead)
        .copyMemory(from: start, byteCount: count)
      input = UnsafeRawBufferPointer(rebasing: input[count...])
      lookahead += count
      if lookahead >= Self.minimumMatch {
        hash = Self.rolled(Int(window[position]), window[position + 1])
      }
    } while lookahead < Self.minimumLookahead && !input.isEmpty
  }

  /// Moves the upper half of the window down, and every position with it.
  private mutating func slide() {
    let size = Self.windowSize
    window.update(from: window + size, count: size)
    if flavour == .zlibRS, matchStart < size {
      // zlib-rs forgets a match that leaves the window, zlib does not.
      matchStart = 0
      previousLength = Self.minimumMatch - 1
    } else {
      matchStart -= size
    }
    position -= size
    blockStart -= size
    let offset = UInt16(size)
    for table in [heads, previous] {
      for index in 0..<size { table[index] = table[index] >= offset ? table[index] &- offset : 0 }
    }
  }
}
