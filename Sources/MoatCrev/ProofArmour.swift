import MoatModel

/// One proof between its marker lines.
struct ArmouredProof {
  /// Exactly what was signed: every line ends in `\n`, whatever the file has, as cargo-crev reads it.
  var body: [UInt8] = []
  var signature: [UInt8] = []
  /// What an old proof calls itself, in lower case: `package review`. nil for today's form.
  var oldKind: String?
  /// Of the first marker line to the last.
  var span = SourceSpan.start
  /// Where the body starts in the file.
  var bodyStart = 0
  /// Offsets in the body before which a carriage return was left out.
  var dropped: [Int] = []

  /// Where a place in the body is in the file.
  func place(_ span: SourceSpan) -> SourceSpan {
    func moved(_ offset: Int) -> Int { bodyStart + offset + dropped.count { $0 < offset } }
    return SourceSpan(moved(span.lower), moved(span.upper))
  }
}

/// Cuts a file into its proofs.
///
/// `----- BEGIN CREV PROOF -----`, the body, `----- SIGN CREV PROOF -----`, the signature,
/// `----- END CREV PROOF -----`; until 2020 `-----BEGIN CREV PACKAGE REVIEW-----`, `-----BEGIN CREV
/// PACKAGE REVIEW SIGNATURE-----`, `-----END CREV PACKAGE REVIEW-----`. Spaces around a marker do
/// not count. As `Proof::parse_from` of crev-data reads them.
struct ProofArmour {
  private(set) var proofs: [ArmouredProof] = []
  /// Why the rest of the file was not read.
  private(set) var failure: (reason: CrevError.Reason, span: SourceSpan)?

  private enum Stage { case outside, body, signature }

  private var stage = Stage.outside
  private var current = ArmouredProof()

  private static let start = Array("----- BEGIN CREV PROOF -----".utf8)
  private static let sign = Array("----- SIGN CREV PROOF -----".utf8)
  private static let end = Array("----- END CREV PROOF -----".utf8)

  init(_ bytes: [UInt8]) {
    var offset = 0
    while offset < bytes.count, failure == nil {
      let lineEnd = bytes[offset...].firstIndex(of: 0x0A) ?? bytes.count
      let next = min(lineEnd + 1, bytes.count)
      let hasReturn = lineEnd > offset && lineEnd < bytes.count && bytes[lineEnd - 1] == 0x0D
      take(
        bytes[offset..<(hasReturn ? lineEnd - 1 : lineEnd)], next: next, hasReturn: hasReturn)
      offset = next
    }
    if failure == nil, stage != .outside {
      failure = (.unfinished, SourceSpan(current.span.lower, bytes.count))
    }
  }

  private mutating func take(_ line: ArraySlice<UInt8>, next: Int, hasReturn: Bool) {
    let marker = Self.trimmed(line)
    let span = SourceSpan(line.startIndex, line.endIndex)
    switch stage {
    case .outside:
      if marker.isEmpty { return }
      current = ArmouredProof()
      current.span = span
      current.bodyStart = next
      if let kind = Self.oldStart(marker) {
        current.oldKind = kind
      } else if !marker.elementsEqual(Self.start) {
        failure = (.outside, span)
        return
      }
      stage = .body
    case .body:
      if isSignatureLine(marker, span) {
        stage = .signature
      } else {
        current.body.append(contentsOf: line)
        if hasReturn { current.dropped.append(current.body.count) }
        current.body.append(0x0A)
        if current.body.count > CrevLimit.body {
          failure = (.bodyTooLong(limit: CrevLimit.body), current.span)
        }
      }
    case .signature:
      if isEndLine(marker, span) {
        current.span = SourceSpan(current.span.lower, line.endIndex)
        proofs.append(current)
        stage = .outside
        if proofs.count > CrevLimit.proofs {
          failure = (.tooManyProofs(limit: CrevLimit.proofs), span)
        }
      } else {
        current.signature.append(contentsOf: line)
        current.signature.append(0x0A)
        if current.signature.count > CrevLimit.signature {
          failure = (.signatureTooLong(limit: CrevLimit.signature), current.span)
        }
      }
    }
  }

  private mutating func isSignatureLine(_ marker: ArraySlice<UInt8>, _ span: SourceSpan) -> Bool {
    guard let old = current.oldKind else { return marker.elementsEqual(Self.sign) }
    guard let kind = Self.middle(marker, "-----BEGIN CREV ", " SIGNATURE-----") else {
      return false
    }
    if kind != old { failure = (.kinds(old, kind), span) }
    return true
  }

  private mutating func isEndLine(_ marker: ArraySlice<UInt8>, _ span: SourceSpan) -> Bool {
    guard let old = current.oldKind else { return marker.elementsEqual(Self.end) }
    guard let kind = Self.middle(marker, "-----END CREV ", "-----") else { return false }
    if kind != old { failure = (.kinds(old, kind), span) }
    return true
  }

  /// One version of cargo-crev put a space before the last dashes.
  private static func oldStart(_ marker: ArraySlice<UInt8>) -> String? {
    middle(marker, "-----BEGIN CREV ", " -----") ?? middle(marker, "-----BEGIN CREV ", "-----")
  }

  private static func middle(
    _ marker: ArraySlice<UInt8>, _ prefix: String, _ suffix: String
  ) -> String? {
    guard marker.count > prefix.utf8.count + suffix.utf8.count, marker.starts(with: prefix.utf8),
      marker.suffix(suffix.utf8.count).elementsEqual(suffix.utf8)
    else { return nil }
    let middle = marker.dropFirst(prefix.utf8.count).dropLast(suffix.utf8.count)
    return String(validating: middle, as: UTF8.self)?.lowercased()
  }

  static func trimmed(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }
    var line = line.drop(while: isBlank)
    while let last = line.last, isBlank(last) { line.removeLast() }
    return line
  }
}
