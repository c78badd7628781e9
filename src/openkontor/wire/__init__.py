"""Bytes to plain trees and back, one file per format."""
