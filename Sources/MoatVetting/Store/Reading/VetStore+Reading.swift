package import MoatModel

/// The texts of the three files of a store.
package struct VetStoreTexts: Hashable, Sendable {
  package let configuration: SourceText
  package let audits: SourceText
  package let imports: SourceText

  package init(configuration: SourceText, audits: SourceText, imports: SourceText) {
    self.configuration = configuration
    self.audits = audits
    self.imports = imports
  }
}

/// What is demanded of a store beyond being readable.
package struct VetStoreOptions: Hashable, Sendable {
  /// Wildcard audits may not end later than a year from here.
  package var today: Day
  /// The newest version of a store that is known, and the one it is rewritten to.
  package var version: StoreVersion
  /// Whether nothing may be rewritten: then the files must be exactly what cargo-vet would write,
  /// the version must be the known one, and `imports.lock` must fit `config.toml`.
  package var isLocked: Bool
  /// Whether `imports.lock` may name criteria that are gone: it is about to be written anew.
  package var replacesImports: Bool

  package init(
    today: Day, version: StoreVersion = .current, isLocked: Bool = false,
    replacesImports: Bool = false
  ) {
    self.today = today
    self.version = version
    self.isLocked = isLocked
    self.replacesImports = replacesImports
  }
}

extension VetStore {
  /// Reads a store and checks that it holds together. The version of the result is that of the
  /// options.
  ///
  /// - Throws: everything that is wrong across the files, or the first thing that keeps a file from
  ///   being read. The checks are cargo-vet's, and those whose absence makes it panic later: criteria
  ///   of trusted publishers, of imports and of criteria maps must exist, and criteria must form a
  ///   table.
  package init(
    reading texts: VetStoreTexts, options: VetStoreOptions
  ) throws(VetStoreErrors) {
    let reading: StoreReading
    do throws(VetStoreError) {
      reading = try StoreReading(texts, options)
    } catch {
      throw VetStoreErrors([error])
    }
    let errors = reading.errors()
    guard errors.isEmpty else { throw VetStoreErrors(errors) }
    self = reading.store
  }
}

/// The three files, read but not compared.
struct StoreReading {
  /// How many unknown criteria of one file are shown; more come from one mistake or from malice.
  private static let errorLimit = 100

  let store: VetStore
  private let options: VetStoreOptions
  private let configuration: ReadContext
  private let audits: ReadContext
  private let imports: ReadContext

  init(_ texts: VetStoreTexts, _ options: VetStoreOptions) throws(VetStoreError) {
    self.options = options
    configuration = ReadContext(texts.configuration)
    audits = ReadContext(texts.audits)
    imports = ReadContext(texts.imports, ownsCriteria: false)
    var config = try VetStoreReader.configuration(configuration)
    if config.version > options.version {
      throw configuration.failure(
        .newerStore(config.version, known: options.version), at: .start)
    }
    if config.version < options.version, options.isLocked {
      throw configuration.failure(
        .olderStore(config.version, known: options.version), at: .start)
    }
    config.version = options.version
    store = VetStore(
      configuration: config, audits: try VetStoreReader.audits(audits),
      imports: try VetStoreReader.imports(imports))
  }

  func errors() -> [VetStoreError] {
    var errors: [VetStoreError] = []
    let known = BuiltInCriteria.names + StoreOrder.keys(store.audits.criteria)
    let names = Set(known)
    let contexts =
      options.replacesImports ? [configuration, audits] : [configuration, audits, imports]
    for context in contexts {
      let unknown = context.references.lazy.filter { !names.contains($0.name) }
      for reference in unknown.prefix(Self.errorLimit) {
        errors.append(
          context.failure(.unknownCriteria(reference.name, known: known), at: reference.span))
      }
    }
    if errors.isEmpty {
      do throws(CriteriaError) { _ = try CriteriaTable(store.audits.criteria) } catch {
        errors.append(audits.failure(.criteria(error), at: .start))
      }
    }
    let latest = options.today.twelveMonthsLater
    for end in audits.ends where end.day > latest {
      errors.append(audits.failure(.lateEnd(end.day, latest: latest), at: end.span))
    }
    if options.isLocked { errors += lockedErrors() }
    return errors
  }

  private func lockedErrors() -> [VetStoreError] {
    let texts = VetStoreWriter.texts(of: store)
    var errors = [
      (configuration, texts.configuration), (audits, texts.audits), (imports, texts.imports),
    ].compactMap { context, text in
      CanonicalText.difference(from: context.source, to: text).map {
        context.failure(.notCanonical(diff: $0.diff), at: $0.span)
      }
    }
    if let why = store.importsMismatch {
      errors.append(imports.failure(.importsOutOfStep(why), at: .start))
    }
    return errors
  }
}

extension VetStore {
  /// Why `imports.lock` was not made from this `config.toml`, as a phrase; nil where it fits: the same
  /// imports, and no audits of crates that an import excludes.
  package var importsMismatch: String? {
    let declared = configuration.imports
    if let name = StoreOrder.keys(declared).first(where: { imports.audits[$0] == nil }) {
      return "`\(name)` was never fetched"
    }
    for name in StoreOrder.keys(imports.audits) {
      guard let declaration = declared[name] else { return "`\(name)` is not imported any more" }
      if let crate = declaration.exclude.first(where: { imports.audits[name]?.audits[$0] != nil }) {
        return "it holds audits of `\(crate)`, which `\(name)` excludes"
      }
    }
    return nil
  }
}
