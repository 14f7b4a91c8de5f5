import MoatModel
import MoatSyntax
import MoatVetting

extension FuzzParser {
  /// The graph of whatever is read has each reached package once.
  static func cargoMetadata(_ bytes: [UInt8]) throws {
    let graph = VetGraph(metadata: try CargoMetadata(reading: bytes[...]), policies: [:])
    require(Set(graph.order).count == graph.order.count)
    require(graph.order.allSatisfy(graph.packages.indices.contains))
  }

  static func vetConfiguration(_ source: SourceText) throws {
    let value = try refused { () throws(VetStoreError) in
      try VetStoreReader.configuration(source)
    }
    let text = VetStoreWriter.text(of: value)
    let again = try VetStoreReader.configuration(SourceText(path: "input", text: text))
    require(again == value.tidied() && VetStoreWriter.text(of: again) == text)
    _ = StoreEdit.losses(in: source, .configuration, canonical: text)
    var other = value
    other.exemptions["left"] = [Exemption(version: VetVersion(Version(1, 2, 3)), criteria: ["x"])]
    if let edit = try? StoreEdit.configuration(source, to: other) {
      let edited = SourceText(path: "input", text: edit.text)
      require(try VetStoreReader.configuration(edited).tidied() == other.tidied())
    }
  }

  static func vetAudits(_ source: SourceText) throws {
    let value = try refused { () throws(VetStoreError) in try VetStoreReader.audits(source) }
    let text = VetStoreWriter.text(of: value, publisherNames: .none)
    let again = try VetStoreReader.audits(SourceText(path: "input", text: text))
    require(again == value.tidied())
    require(VetStoreWriter.text(of: again, publisherNames: .none) == text)
    _ = CanonicalText.difference(from: source, to: text)
    if let table = try? CriteriaTable(value.criteria) {
      require(table.set(table.minimalNames(table.all)) == table.all)
    }
  }

  static func vetImports(_ source: SourceText) throws {
    let value = try refused { () throws(VetStoreError) in try VetStoreReader.imports(source) }
    let text = VetStoreWriter.text(of: value, publisherNames: PublisherNames(value))
    let again = try VetStoreReader.imports(SourceText(path: "input", text: text))
    require(again == value.tidied())
    require(VetStoreWriter.text(of: again, publisherNames: PublisherNames(again)) == text)
  }

  /// What is left of a foreign list is as good as one of the project's own.
  static func vetForeign(_ source: SourceText) throws {
    let foreign = try refused { () throws(VetStoreError) in
      try VetStoreReader.foreignAudits(source)
    }
    require(foreign.dropped.count <= foreign.droppedCount)
    let known = Set(BuiltInCriteria.names).union(foreign.file.criteria.keys)
    for entry in foreign.file.audits.values.joined() {
      require(!entry.criteria.isEmpty && known.isSuperset(of: entry.criteria) && entry.importable)
    }
    let text = VetStoreWriter.text(of: foreign.file, publisherNames: .none)
    let again = try VetStoreReader.audits(SourceText(path: "input", text: text))
    require(again == foreign.file.tidied())
    _ = try? AuditsFile.aggregated([
      AuditsSource(url: "one", file: again), AuditsSource(url: "two", file: again),
    ])
  }

  /// A refusal has words, and a place inside the text.
  private static func refused<Value>(
    _ read: () throws(VetStoreError) -> Value
  ) throws(VetStoreError) -> Value {
    do throws(VetStoreError) { return try read() } catch {
      require(!error.message.isEmpty && error.position.line >= 1 && error.position.column >= 1)
      _ = error.help
      throw error
    }
  }
}
