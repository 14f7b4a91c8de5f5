/// Why bytes are not a usable advisory database.
package enum AdvisoryCacheError: Error, Hashable, Sendable {
  /// The bytes do not begin with the cache's magic.
  case notACache
  /// Written by another version of Moat.
  case otherFormat(version: UInt32)
  /// Cut off, or longer than they say.
  case wrongLength(expected: Int, found: Int)
  /// The bytes changed since they were written.
  case corrupt
  /// A record does not hold what it should; the offset is that of the place.
  case malformed(offset: Int)
  /// More than 32-bit offsets reach.
  case tooLarge(bytes: Int)

  /// A phrase for reports.
  package var message: String {
    switch self {
    case .notACache: "not an advisory cache"
    case .otherFormat(let version): "an advisory cache of format \(version)"
    case .wrongLength(let expected, let found):
      "an advisory cache of \(found) instead of \(expected) bytes"
    case .corrupt: "an advisory cache whose checksum does not match"
    case .malformed(let offset): "an advisory cache with an unreadable record at byte \(offset)"
    case .tooLarge(let bytes): "\(bytes) bytes of advisories, more than a cache holds"
    }
  }
}
