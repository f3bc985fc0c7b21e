"""`python -m icmlpo_rdf` is `icmlpo-rdf`."""

from icmlpo_rdf.cli import main

if __name__ == "__main__":
    main()
