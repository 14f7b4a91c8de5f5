/// The two searches. Each returns the longest match's length and leaves its place in ``matchStart``.
///
/// Results no longer than ``previousLength`` mean "nothing better". Bytes beyond the lookahead are
/// compared too, and cannot matter: a result is never longer than the lookahead.
extension Deflater {
  /// zlib: follows the chain of this position and compares each candidate.
  @inline(__always)
  mutating func longestMatch(from first: Int) -> Int {
    let scan = window + position
    let limit = max(position &- Self.maximumDistance, 0)
    let enough = min(Self.maximumMatch, lookahead)
    var best = previousLength
    var chain = best >= Self.goodMatch ? Self.chainLimit >> 2 : Self.chainLimit
    var candidate = first
    var end = Self.pair(scan + (best &- 1))
    let start = Self.pair(scan)
    repeat {
      let match = window + candidate
      if Self.pair(match + (best &- 1)) == end, Self.pair(match) == start {
        let length = Self.commonLength(scan, match)
        if length > best {
          matchStart = candidate
          best = length
          if length >= enough { break }
          end = Self.pair(scan + (best &- 1))
        }
      }
      candidate = Int(previous[candidate & Self.windowMask])
      chain &-= 1
    } while candidate > limit && chain != 0
    return min(best, lookahead)
  }

  /// zlib-rs: as soon as a match is known, follows whichever chain of the bytes within it reaches
  /// farthest back, since a longer match must be in that chain too.
  mutating func longestMatchByOffsets(from first: Int) -> Int {
    let scan = window + position
    let baseLimit = max(position &- Self.maximumDistance, 0)
    var limit = baseLimit
    var best = previousLength
    var chain = best >= Self.goodMatch ? Self.chainLimit >> 2 : Self.chainLimit
    var candidate = first
    // The candidate is a place for the byte at this offset from the position.
    var offset = 0
    if best >= Self.minimumMatch {
      var hash = Self.rolled(Self.rolled(0, scan[1]), scan[2])
      for index in 3...best {
        hash = Self.rolled(hash, scan[index])
        let place = Int(heads[hash])
        if place < candidate {
          offset = index &- 2
          candidate = place
        }
      }
      limit = baseLimit &+ offset
      if candidate <= limit { return min(best, lookahead) }
    }
    var end = Self.pair(scan + (best &- 1))
    let start = Self.pair(scan)
    while candidate < position {
      let match = window + (candidate &- offset)
      if Self.pair(match + (best &- 1)) == end, Self.pair(match) == start {
        let length = Self.commonLength(scan, match)
        if length > best {
          matchStart = candidate &- offset
          if length >= lookahead { return lookahead }
          best = length
          if best >= Self.maximumMatch { return best }
          end = Self.pair(scan + (best &- 1))
          if length > Self.minimumMatch, matchStart &+ length < position {
            guard let next = farthestChain(scan, length, baseLimit) else {
              return min(best, lookahead)
            }
            (candidate, offset) = next
            limit = baseLimit &+ offset
            continue
          }
        }
      }
      chain &-= 1
      if chain == 0 { break }
      candidate = Int(previous[candidate & Self.windowMask])
      if candidate <= limit { break }
    }
    return best
  }

  /// After a match of this length at ``matchStart``: the next candidate, in the chain that goes back
  /// farthest, with the offset it stands for; nil when that chain leaves the window.
  @inline(__always)
  private func farthestChain(
    _ scan: UnsafeMutablePointer<UInt8>, _ length: Int, _ baseLimit: Int
  ) -> (candidate: Int, offset: Int)? {
    var candidate = matchStart
    var offset = 0
    for index in 0...(length &- Self.minimumMatch) {
      let place = Int(previous[(matchStart &+ index) & Self.windowMask])
      if place < candidate {
        if place <= baseLimit &+ index { return nil }
        candidate = place
        offset = index
      }
    }
    // The last chain that includes the byte by which the match must grow.
    let last = length &- Self.minimumMatch &- 1
    let hash = Self.rolled(
      Self.rolled(Self.rolled(0, scan[last]), scan[last &+ 1]), scan[last &+ 2])
    let place = Int(heads[hash])
    if place < candidate {
      if place <= baseLimit &+ last { return nil }
      candidate = place
      offset = last
    }
    return (candidate, offset)
  }

  @inline(__always)
  private static func pair(_ bytes: UnsafeMutablePointer<UInt8>) -> UInt16 {
    UnsafeRawPointer(bytes).loadUnaligned(as: UInt16.self)
  }

  /// How many bytes are the same from two places on, at most 258.
  @inline(__always)
  private static func commonLength(
    _ one: UnsafeMutablePointer<UInt8>, _ other: UnsafeMutablePointer<UInt8>
  ) -> Int {
    let one = UnsafeRawPointer(one)
    let other = UnsafeRawPointer(other)
    var length = 0
    while length < maximumMatch {
      let difference =
        (one + length).loadUnaligned(as: UInt64.self)
        ^ (other + length).loadUnaligned(as: UInt64.self)
      if difference != 0 {
        return min(length &+ difference.littleEndian.trailingZeroBitCount &>> 3, maximumMatch)
      }
      length &+= 8
    }
    return maximumMatch
  }
}
