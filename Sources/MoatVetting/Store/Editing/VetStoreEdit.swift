/// The new texts of a whole store, each as ``StoreEdit`` makes it.
package struct VetStoreEdit: Hashable, Sendable {
  /// Something that a file had and its new text has not.
  package struct Loss: Hashable, Sendable {
    package let file: StoreFile
    package let loss: StoreEdit.Loss

    package init(file: StoreFile, loss: StoreEdit.Loss) {
      self.file = file
      self.loss = loss
    }
  }

  /// Why a store cannot be changed without a loss.
  package struct Failure: Error, Hashable, Sendable {
    package let file: StoreFile
    package let failure: StoreEdit.Failure
  }

  package let texts: VetStoreWriter.Texts
  /// What went with entries that changed, in the order of the files.
  package let lost: [Loss]
  /// The files that still have comments or unknown keys, which `cargo vet --locked` refuses.
  package let unformatted: [StoreFile]

  /// - Parameters:
  ///   - old: the files as they are.
  ///   - store: what they are to say.
  package init(_ old: VetStoreTexts, to store: VetStore) throws(Failure) {
    let configuration: StoreEdit
    do throws(StoreEdit.Failure) {
      configuration = try StoreEdit.configuration(old.configuration, to: store.configuration)
    } catch {
      throw Failure(file: .configuration, failure: error)
    }
    let oldImports: ImportsLock
    do throws(VetStoreError) { oldImports = try VetStoreReader.imports(old.imports) } catch {
      throw Failure(file: .imports, failure: .unreadable(error))
    }
    let oldNames = PublisherNames(oldImports)
    let names = PublisherNames(store.imports)
    let audits: StoreEdit
    do throws(StoreEdit.Failure) {
      audits = try StoreEdit.audits(
        old.audits, to: store.audits, oldNames: oldNames, newNames: names)
    } catch {
      throw Failure(file: .audits, failure: error)
    }
    texts = VetStoreWriter.Texts(
      configuration: configuration.text, audits: audits.text,
      imports: VetStoreWriter.text(of: store.imports, publisherNames: names))
    let ownImports = StoreEdit.losses(
      in: old.imports, .imports,
      canonical: VetStoreWriter.text(of: oldImports, publisherNames: oldNames))
    lost =
      configuration.lost.map { Loss(file: .configuration, loss: $0) }
      + audits.lost.map { Loss(file: .audits, loss: $0) }
      + ownImports.map { Loss(file: .imports, loss: $0) }
    unformatted =
      (configuration.isCanonical ? [] : [.configuration]) + (audits.isCanonical ? [] : [.audits])
  }

  /// What `fmt` would drop of the files of a store that reads: comments and unknown keys, in the order
  /// of the files.
  package static func losses(in old: VetStoreTexts, of store: VetStore) -> [Loss] {
    let texts = VetStoreWriter.texts(of: store)
    return [
      (StoreFile.configuration, old.configuration, texts.configuration),
      (.audits, old.audits, texts.audits), (.imports, old.imports, texts.imports),
    ].flatMap { file, source, text in
      StoreEdit.losses(in: source, file, canonical: text).map { Loss(file: file, loss: $0) }
    }
  }
}
