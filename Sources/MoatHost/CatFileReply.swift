/// One answer of `git cat-file --batch`: `<hash> <type> <size>`, a line end, that many bytes, a line
/// end; or `<question> missing`.
/// https://git-scm.com/docs/git-cat-file#_batch_output
struct CatFileReply {
  /// `commit`, `tree`, `blob`, `tag`; empty where there is no such object.
  let type: String
  let hash: String
  let content: ArraySlice<UInt8>
  /// What follows this answer.
  let rest: ArraySlice<UInt8>

  init(_ bytes: ArraySlice<UInt8>) {
    guard let header = Self.header(bytes) else {
      let end = bytes.firstIndex(of: 0x0A).map { $0 + 1 } ?? bytes.endIndex
      (type, hash, content, rest) = ("", "", [], bytes[end...])
      return
    }
    type = header.type
    hash = header.hash
    content = bytes[header.start...].prefix(header.size)
    rest = bytes[header.start...].dropFirst(header.size).dropFirst()
  }

  /// The first line, where it describes an object.
  static func header(
    _ bytes: ArraySlice<UInt8>
  ) -> (hash: String, type: String, size: Int, start: Int)? {
    guard let end = bytes.firstIndex(of: 0x0A) else { return nil }
    let words = bytes[..<end].split(separator: 0x20, omittingEmptySubsequences: false)
    let texts = words.map { String(decoding: $0, as: UTF8.self) }
    // `HEAD missing` has two words, and a question may have spaces and so more.
    guard texts.count == 3, texts[0].utf8.count >= 40,
      texts[0].utf8.allSatisfy({ (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }),
      let size = Int(texts[2]), size >= 0
    else { return nil }
    return (texts[0], texts[1], size, end + 1)
  }

  /// The date in the `committer` line of a commit: `committer <name> <<mail>> <seconds> <zone>`.
  var committedSeconds: Int? {
    for line in content.split(separator: 0x0A, omittingEmptySubsequences: false) {
      if line.isEmpty { return nil }
      guard line.starts(with: "committer ".utf8) else { continue }
      let words = line.split(separator: 0x20)
      guard words.count >= 3 else { return nil }
      return Int(String(decoding: words[words.count - 2], as: UTF8.self))
    }
    return nil
  }
}
