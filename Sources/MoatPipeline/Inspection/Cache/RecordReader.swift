import MoatCargo
import MoatInspection
import MoatModel

/// Reads what ``RecordWriter`` wrote, and refuses everything else.
struct RecordReader {
  /// The bytes are not a record.
  struct Damaged: Error {}

  private let bytes: ArraySlice<UInt8>
  private var offset: Int
  private var texts: [String] = []
  private var gates: [[String]] = []

  private init(_ bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
    offset = bytes.startIndex
  }

  /// nil where the bytes are damaged.
  static func record(_ bytes: ArraySlice<UInt8>) -> PackageRecord? {
    var reader = RecordReader(bytes)
    do throws(Damaged) {
      try reader.readTables()
      let record = try reader.readRecord()
      guard reader.offset == bytes.endIndex else { return nil }
      return record
    } catch {
      return nil
    }
  }

  private mutating func readTables() throws(Damaged) {
    let count = try count()
    texts.reserveCapacity(count)
    for _ in 0..<count {
      let length = try self.count()
      guard length <= bytes.endIndex - offset,
        let text = String(validating: bytes[offset..<offset + length], as: UTF8.self)
      else { throw Damaged() }
      texts.append(text)
      offset += length
    }
    let sets = try self.count()
    gates.reserveCapacity(sets)
    for _ in 0..<sets {
      var set: [String] = []
      for _ in 0..<(try self.count()) { set.append(try text()) }
      gates.append(set)
    }
  }

  private mutating func readRecord() throws(Damaged) -> PackageRecord {
    let identity = PackageIdentity(name: try text(), version: try text())
    let flags = try flags(below: 8)
    let content: SHA256Digest? = flags & 4 == 0 ? nil : try digest()
    let dependencies = try readDependencies()
    var gaps: [PackageInspection.Gap] = []
    for _ in 0..<(try count()) {
      gaps.append(PackageInspection.Gap(path: try text(), reason: try text()))
    }
    let fileCount = try count()
    var files: [FileInspection] = []
    files.reserveCapacity(fileCount)
    for _ in 0..<fileCount { files.append(try readFile()) }
    return PackageRecord(
      inspection: PackageInspection(
        identity: identity, hasBuildScript: flags & 1 != 0, isProcMacro: flags & 2 != 0,
        files: files, gaps: gaps), content: content, dependencies: dependencies)
  }

  private mutating func readDependencies() throws(Damaged) -> Evidence<[DeclaredDependency]> {
    let count = try count()
    guard count > 0 else { return .unavailable(try text()) }
    var all: [DeclaredDependency] = []
    for _ in 1..<count {
      let name = try text()
      guard let kind = RecordFormat.kind(try byte()) else { throw Damaged() }
      all.append(
        DeclaredDependency(name: name, kind: kind, isOptional: try flags(below: 2) == 1))
    }
    return .known(all)
  }

  private mutating func readFile() throws(Damaged) -> FileInspection {
    let path = try text()
    let role = try Self.element(FileRole.allCases, Int(try byte()))
    let flags = try flags(below: 4)
    var lines: LineCounts?
    if flags & 1 != 0 {
      lines = LineCounts(
        code: try number(), test: try number(), comment: try number(), blank: try number())
    }
    var fingerprint: SourceFingerprint?
    if flags & 2 != 0 {
      fingerprint = SourceFingerprint(
        size: try number(), hash: UInt64(truncatingIfNeeded: try number()))
    }
    var gated: [GatedLines] = []
    for _ in 0..<(try count()) {
      gated.append(
        GatedLines(conditions: try Self.element(gates, try number()), code: try number()))
    }
    let markCount = try count()
    var marks: [Mark] = []
    marks.reserveCapacity(markCount)
    var offset = 0
    var line = 0
    for _ in 0..<markCount {
      let mark = try readMark(after: &offset, &line)
      marks.append(mark)
    }
    return FileInspection(
      path: path, role: role, marks: marks, lines: lines, fingerprint: fingerprint,
      gated: gated)
  }

  private mutating func readMark(
    after offset: inout Int, _ line: inout Int
  ) throws(Damaged) -> Mark {
    let capability = try Self.element(Capability.allCases, Int(try byte()))
    let flags = try flags(below: 16)
    offset = try Self.sum(offset, try signed())
    let upper = try Self.sum(offset, try number())
    line = try Self.sum(line, try signed())
    let column = try signed()
    let subject = try text()
    let via: String? = flags & 1 == 0 ? nil : try text()
    let argument: String? = flags & 2 == 0 ? nil : try text()
    let gates: [String] = flags & 8 == 0 ? [] : try Self.element(self.gates, try number())
    return Mark(
      capability: capability, span: SourceSpan(offset, upper), line: line, column: column,
      subject: subject, via: via, gates: gates, isTest: flags & 4 != 0, argument: argument)
  }

  // MARK: parts

  private static func element<Element>(
    _ all: [Element], _ index: Int
  ) throws(Damaged) -> Element {
    guard all.indices.contains(index) else { throw Damaged() }
    return all[index]
  }

  private static func sum(_ left: Int, _ right: Int) throws(Damaged) -> Int {
    let (sum, overflow) = left.addingReportingOverflow(right)
    guard !overflow else { throw Damaged() }
    return sum
  }

  private mutating func byte() throws(Damaged) -> UInt8 {
    guard offset < bytes.endIndex else { throw Damaged() }
    defer { offset += 1 }
    return bytes[offset]
  }

  private mutating func flags(below limit: UInt8) throws(Damaged) -> UInt8 {
    let byte = try byte()
    guard byte < limit else { throw Damaged() }
    return byte
  }

  private mutating func number() throws(Damaged) -> Int {
    var value: UInt64 = 0
    var shift: UInt64 = 0
    while true {
      let byte = try byte()
      guard shift < 63 || byte < 2 else { throw Damaged() }
      value |= UInt64(byte & 0x7F) << shift
      guard byte >= 0x80 else { return Int(truncatingIfNeeded: value) }
      shift += 7
      guard shift <= 63 else { throw Damaged() }
    }
  }

  private mutating func signed() throws(Damaged) -> Int {
    let number = UInt64(truncatingIfNeeded: try number())
    return Int(truncatingIfNeeded: number >> 1) ^ -Int(truncatingIfNeeded: number & 1)
  }

  /// A number of things that follow, each of at least a byte.
  private mutating func count() throws(Damaged) -> Int {
    let number = try number()
    guard number >= 0, number <= bytes.endIndex - offset + 1 else { throw Damaged() }
    return number
  }

  private mutating func text() throws(Damaged) -> String {
    try Self.element(texts, try number())
  }

  private mutating func digest() throws(Damaged) -> SHA256Digest {
    guard bytes.endIndex - offset >= SHA256Digest.byteCount else { throw Damaged() }
    defer { offset += SHA256Digest.byteCount }
    return SHA256Digest(bytes: bytes[offset..<offset + SHA256Digest.byteCount])
  }
}
