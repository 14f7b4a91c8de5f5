/// The records of a pax header that say anything about what an entry is.
///
/// A record is `LENGTH KEY=VALUE` and a line feed, the length being that of the whole record.
/// https://pubs.opengroup.org/onlinepubs/9799919799/utilities/pax.html#tag_20_94_13_03
struct PaxRecords {
  private(set) var path: [UInt8]?
  private(set) var size: Int?

  /// What does not matter here: times and owners are not restored.
  private static let ignored: Set<String> = [
    "atime", "ctime", "mtime", "uid", "gid", "uname", "gname", "comment",
  ]

  /// Refuses a key that comes twice (tar-rs takes the first, POSIX the last) and every key that may
  /// change an entry's contents or kind: `linkpath`, `hdrcharset`, GNU's for sparse files, unknown
  /// ones.
  init(_ bytes: [UInt8]) throws(ArchiveFailure.PaxProblem) {
    var rest = bytes[...]
    var keys: Set<String> = []
    while !rest.isEmpty {
      let record = try Self.next(&rest)
      guard let equals = record.firstIndex(of: UInt8(ascii: "=")),
        let key = String(validating: record[..<equals], as: UTF8.self), !key.isEmpty
      else { throw .malformed }
      let value = record[(equals + 1)...]
      guard key == "path" || key == "size" || Self.ignored.contains(key) else { throw .key(key) }
      guard keys.insert(key).inserted else { throw .repeatedKey(key) }
      if key == "path" {
        // An empty value takes back an earlier one, which there is not.
        guard !value.isEmpty, !value.contains(0) else { throw .path }
        path = Array(value)
      } else if key == "size" {
        guard let number = Self.decimal(value) else { throw .size }
        size = number
      }
    }
  }

  /// The next record's key and value, without its length and line feed.
  private static func next(
    _ rest: inout ArraySlice<UInt8>
  ) throws(ArchiveFailure.PaxProblem) -> ArraySlice<UInt8> {
    guard let space = rest.prefix(8).firstIndex(of: 0x20),
      let length = decimal(rest[rest.startIndex..<space]),
      length <= rest.count, rest.startIndex + length > space + 1
    else { throw .malformed }
    let end = rest.startIndex + length
    guard rest[end - 1] == 0x0a, end - 1 > space else { throw .malformed }
    defer { rest = rest[end...] }
    return rest[(space + 1)..<(end - 1)]
  }

  /// Digits only, at most 15 of them, without a needless zero in front.
  private static func decimal(_ digits: ArraySlice<UInt8>) -> Int? {
    guard (1...15).contains(digits.count), digits.allSatisfy({ 0x30...0x39 ~= $0 }),
      digits.first != 0x30 || digits.count == 1
    else { return nil }
    return digits.reduce(0) { $0 * 10 + Int($1 & 15) }
  }
}
