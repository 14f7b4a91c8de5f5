import MoatCargo
import MoatModel
import MoatRust

/// Other files that a source names: `include!`, `include_bytes!`, `include_str!` and `#[path]`.
enum FileReferences {
  static func scan(
    _ source: RustSource, folder: String, in contents: PackageContents,
    into sightings: inout [Sighting]
  ) {
    for inclusion in source.inclusions { scan(inclusion, folder, contents, into: &sightings) }
    for module in source.moduleDeclarations {
      for path in module.pathAttributes {
        let subject = "#[path = \"\(path)\"]" + remark(on: path, folder, contents)
        sightings.append(
          Sighting(
            .pathAttribute, module.span.lower, module.span.upper, subject, argument: path))
      }
    }
  }

  private static func scan(
    _ inclusion: Inclusion, _ folder: String, _ contents: PackageContents,
    into sightings: inout [Sighting]
  ) {
    let argument: String
    let quoted: String
    let isOrdinary: Bool
    switch inclusion.argument {
    case .path(let path):
      argument = path
      quoted = "\"\(path)\""
      let full = PackagePath.normalised(PackagePath.joined(folder, path))
      isOrdinary = path.hasSuffix(".rs") && full.map { contents[$0] != nil } ?? false
    case .outDirectory(let rest):
      argument = "OUT_DIR" + rest
      quoted = argument
      // What a build script writes is not seen, whatever it is called.
      isOrdinary = true
    case .other(let text):
      argument = QuotedText.shown(Array(text.utf8), 0..<text.utf8.count)
      quoted = argument
      // With a name that only a macro knows, but of the same folder.
      isOrdinary = text.hasPrefix("concat!(env!(\"OUT_DIR\")")
    }
    let span = inclusion.span
    switch inclusion.kind {
    case .source where isOrdinary: break
    case .source:
      sightings.append(
        Sighting(
          .includeUnusual, span.lower, span.upper, "include!(\(quoted))", argument: argument))
    case .text, .bytes:
      let name = inclusion.kind == .text ? "include_str!" : "include_bytes!"
      sightings.append(
        Sighting(
          .embeddedFile, span.lower, span.upper, "\(name)(\(quoted))", argument: argument))
      if case .path(let path) = inclusion.argument,
        let file = PackagePath.normalised(PackagePath.joined(folder, path)).flatMap({ contents[$0] }
        ),
        let payload = payload(in: file.bytes)
      {
        sightings.append(
          Sighting(.encodedPayload, span.lower, span.upper, "\(path): \(payload.subject)"))
      }
    }
  }

  /// What a file that is taken in decodes to, where the whole of it is one text or one sequence of bytes
  /// that something was done to.
  private static func payload(in bytes: [UInt8]) -> PayloadReader.Payload? {
    let text = Array(bytes.prefix(TextDecoding.limit))
    let end = (text.lastIndex { $0 > 0x20 } ?? -1) + 1
    var reader = PayloadReader()
    guard
      let found = reader.payload(of: text, 0..<end) ?? PayloadReader.cipherPayload(text)
    else { return nil }
    // Pictures and documents have addresses in them; what is nothing else is no picture.
    let isPlain = found.meaning.hasPrefix("http") || found.meaning.hasPrefix("#!/")
    return isPlain || FileMagic(rawValue: found.meaning)?.isProgram ?? false ? found : nil
  }

  private static func remark(
    on path: String, _ folder: String, _ contents: PackageContents
  ) -> String {
    guard PackagePath.normalised(PackagePath.joined(folder, path)) != nil else {
      return ", outside of the package"
    }
    return path.hasSuffix(".rs") ? "" : ", not a Rust file by its name"
  }

  /// The files that are compiled with this one although their names do not say that they are Rust.
  static func unusualFiles(of source: RustSource, folder: String) -> [String] {
    var paths = source.moduleDeclarations.flatMap(\.pathAttributes)
    for inclusion in source.inclusions where inclusion.kind == .source {
      if case .path(let path) = inclusion.argument { paths.append(path) }
    }
    return paths.filter { !$0.hasSuffix(".rs") }.compactMap {
      PackagePath.normalised(PackagePath.joined(folder, $0))
    }
  }
}
