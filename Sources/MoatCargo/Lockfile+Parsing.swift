package import MoatModel
import MoatSyntax

extension Lockfile {
  /// - Throws: ``DocumentError`` with the place, for anything Cargo's reader would refuse.
  package init(parsing source: SourceText) throws(DocumentError) {
    if let span = ConflictMarkers.first(in: source.bytes) {
      throw DocumentError(.conflictMarkers, path: source.path, span: span)
    }
    let document: TOMLDocument
    do throws(TOMLError) {
      document = try TOMLDocument(parsing: source)
    } catch {
      throw DocumentError(.syntax(error), path: source.path, span: error.span)
    }
    self = try LockfileReader(source: source, root: document.root).lockfile()
  }
}

/// The markers that `git` leaves in a file it could not merge.
enum ConflictMarkers {
  /// The first line that begins with one of them, whatever the file's syntax makes of it.
  static func first(in bytes: [UInt8]) -> SourceSpan? {
    var line = 0
    while line < bytes.count {
      let first = bytes[line]
      if first == UInt8(ascii: "<") || first == UInt8(ascii: ">") || first == UInt8(ascii: "=") {
        let end = bytes[line...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
        let run = bytes[line..<end].prefix { $0 == first }.count
        if run == 7 { return SourceSpan(line, end) }
      }
      guard let newline = bytes[line...].firstIndex(of: UInt8(ascii: "\n")) else { return nil }
      line = newline + 1
    }
    return nil
  }
}

/// Turns the TOML of a lockfile into packages, in one pass.
private struct LockfileReader {
  let source: SourceText
  let root: TOMLTable

  func lockfile() throws(DocumentError) -> Lockfile {
    let (written, formatSpan) = try writtenFormat()
    let metadata = try metadataEntries()
    var checksums: [String: Lockfile.MetadataEntry] = [:]
    for entry in metadata where entry.key.hasPrefix("checksum ") {
      checksums[String(entry.key.dropFirst("checksum ".count))] = entry
    }
    var packages: [LockedPackage] = []
    var hasRootTable = false
    var evidence = FormatEvidence()
    if let value = root["root"] {
      packages.append(try package(try table(value, key: "root"), checksums, &evidence))
      hasRootTable = true
    }
    if let value = root["package"] {
      let array = try array(value, key: "package")
      guard array.count <= Lockfile.packageLimit else {
        throw failure(.tooManyPackages(limit: Lockfile.packageLimit), at: .start)
      }
      packages.reserveCapacity(array.count)
      for value in array {
        packages.append(try package(try table(value, key: "package"), checksums, &evidence))
      }
    }
    var unused: [LockedPackage] = []
    if let patch = root["patch"] {
      if let value = try table(patch, key: "patch")["unused"] {
        for entry in try array(value, key: "patch.unused") {
          unused.append(try package(try table(entry, key: "patch.unused"), [:], &evidence))
        }
      }
    }
    let format = written ?? (evidence.isVersion2 && checksums.isEmpty ? .v2 : .v1)
    let isMixed = !checksums.isEmpty && (written ?? .v1 > .v1 || evidence.hasChecksumKey)
    return Lockfile(
      source: source, format: format, formatSpan: formatSpan, packages: packages,
      hasRootTable: hasRootTable, unusedPatches: unused, metadata: metadata,
      mixedFormatSpan: isMixed ? metadata.first { $0.key.hasPrefix("checksum ") }?.span : nil)
  }

  private func writtenFormat() throws(DocumentError) -> (Lockfile.Format?, SourceSpan?) {
    guard let value = root["version"] else { return (nil, nil) }
    guard let number = value.integer else {
      throw wrongType("version", "an integer", value)
    }
    // Versions 1 and 2 have no marker, and Cargo refuses a file that has theirs.
    guard let exact = Int(exactly: number), let format = Lockfile.Format(rawValue: exact),
      format >= .v3
    else {
      throw failure(.unknownLockfileVersion(number), at: value.span)
    }
    return (format, value.span)
  }

  private func metadataEntries() throws(DocumentError) -> [Lockfile.MetadataEntry] {
    guard let value = root["metadata"] else { return [] }
    var entries: [Lockfile.MetadataEntry] = []
    for entry in try table(value, key: "metadata").entries {
      guard let text = entry.value.string else {
        throw wrongType("metadata.\(entry.key)", "a string", entry.value)
      }
      entries.append(
        Lockfile.MetadataEntry(
          key: entry.key, value: text,
          span: SourceSpan(entry.keySpan.lower, entry.value.span.upper)))
    }
    return entries
  }

  private func package(
    _ table: TOMLTable, _ checksums: [String: Lockfile.MetadataEntry],
    _ evidence: inout FormatEvidence
  ) throws(DocumentError) -> LockedPackage {
    var name: String?
    var versionText: String?
    var versionSpan = SourceSpan.start
    var span = table.span
    var origin: PackageSource?
    var originSpan: SourceSpan?
    var checksum = LockedChecksum.absent
    var checksumSpan: SourceSpan?
    var dependencies: [LockedDependency] = []
    var replacement: LockedDependency?
    for entry in table.entries {
      let value = entry.value
      switch entry.key {
      case "name":
        name = try string(value, key: "name")
        span = SourceSpan(entry.keySpan.lower, value.span.upper)
      case "version":
        versionText = try string(value, key: "version")
        versionSpan = value.span
      case "source":
        let text = try string(value, key: "source")
        do throws(PackageSource.Malformed) {
          origin = try PackageSource(parsing: text)
        } catch {
          throw failure(.malformedSource(RedactedURL(text).description), at: value.span)
        }
        originSpan = SourceSpan(entry.keySpan.lower, value.span.upper)
      case "checksum":
        evidence.hasChecksumKey = true
        checksum = Self.checksum(try string(value, key: "checksum"))
        checksumSpan = SourceSpan(entry.keySpan.lower, value.span.upper)
      case "dependencies":
        let array = try array(value, key: "dependencies")
        dependencies.reserveCapacity(array.count)
        for element in array {
          let edge = try dependency(element)
          if edge.version == nil { evidence.hasShortEdge = true }
          dependencies.append(edge)
        }
      case "replace":
        replacement = try dependency(value)
      default:
        // Cargo's reader ignores keys it does not know, and so must a reader of its files.
        break
      }
    }
    guard let name else { throw failure(.missing(key: "name", in: "a package"), at: table.span) }
    guard let versionText else {
      throw failure(.missing(key: "version", in: "package `\(name)`"), at: span)
    }
    let version: Version
    do throws(Version.Malformed) {
      version = try Version(parsing: versionText)
    } catch {
      throw failure(.malformedVersion(versionText), at: versionSpan)
    }
    if checksum == .absent, !checksums.isEmpty, let origin,
      let entry = checksums["\(name) \(versionText) (\(origin.raw))"]
    {
      checksum = Self.checksum(entry.value)
      checksumSpan = entry.span
    }
    return LockedPackage(
      name: name, version: version, versionText: versionText, source: origin, checksum: checksum,
      dependencies: dependencies, replacement: replacement, span: span,
      checksumSpan: checksumSpan, sourceSpan: originSpan)
  }

  private static func checksum(_ text: String) -> LockedChecksum {
    if text == "<none>" { return .explicitNone }
    do throws(SHA256Digest.Malformed) {
      return .digest(try SHA256Digest(parsing: text))
    } catch {
      return .malformed(text, error)
    }
  }

  private func dependency(_ value: TOMLValue) throws(DocumentError) -> LockedDependency {
    let text = try string(value, key: "dependencies")
    guard let edge = LockedDependency(raw: text, span: value.span) else {
      throw failure(.malformedDependency(RedactedURL(text).description), at: value.span)
    }
    return edge
  }

  private func string(_ value: TOMLValue, key: String) throws(DocumentError) -> String {
    guard let string = value.string else { throw wrongType(key, "a string", value) }
    return string
  }

  private func table(_ value: TOMLValue, key: String) throws(DocumentError) -> TOMLTable {
    guard let table = value.table else { throw wrongType(key, "a table", value) }
    return table
  }

  private func array(_ value: TOMLValue, key: String) throws(DocumentError) -> TOMLArray {
    guard let array = value.array else { throw wrongType(key, "an array", value) }
    return array
  }

  private func wrongType(_ key: String, _ expected: String, _ value: TOMLValue) -> DocumentError {
    failure(
      .wrongType(key: key, expected: expected, found: value.kindName), at: value.span)
  }

  private func failure(_ reason: DocumentError.Reason, at span: SourceSpan) -> DocumentError {
    DocumentError(reason, path: source.path, span: span)
  }
}

/// What tells version 2 from version 1 where no marker is written, as Cargo's reader decides.
private struct FormatEvidence {
  var hasChecksumKey = false
  var hasShortEdge = false

  var isVersion2: Bool { hasChecksumKey || hasShortEdge }
}
